import { authorizeTool } from '../grants/authorize.ts'
import { denialMessage, describeDenial } from '../grants/denial.ts'
import { checkToolDefinitions } from '../manifest/tools/check-tool-definitions.ts'
import { escapeText, quote } from '../quote.ts'
import type { HostedPlugin } from './hosted-plugin.ts'
import type { Refusal, ToolRegistry } from './registry.ts'

/**
 * Registers the tools of one plugin that are enabled, well defined, requested and granted; the others cost only themselves. In the
 * host a bad definition ends the start of the whole Worker.
 * @source host contract 1.7, 5.2, 6.6
 */
export function registerTools<Owner>(
  registry: ToolRegistry<Owner>,
  plugin: HostedPlugin,
  owner: Owner,
): Refusal[] {
  const problems = checkToolDefinitions(plugin.manifest, plugin.toolSchemas)
  return plugin.manifest.tools.flatMap((tool, index) => {
    const switchedOff = findSwitch(plugin)
    if (switchedOff !== null)
      return [{ ok: false, tool: tool.name, reason: 'denied', ...switchedOff } satisfies Refusal]
    const problem = problems.find(each => each.tool === index)
    if (problem) {
      const { cause, message } = problem
      return [{ ok: false, tool: tool.name, reason: REASONS[cause], message } satisfies Refusal]
    }
    const authorization = authorizeTool(plugin.authority, tool)
    if (!authorization.allowed) {
      const operation = `run the tool ${quote(tool.name)}`
      const denial = describeDenial(plugin.authority, authorization, { operation, stage: 'register' })
      const { label } = denial
      const message = denialMessage(denial)
      return [{ ok: false, tool: tool.name, reason: 'denied', label, message, denial } satisfies Refusal]
    }
    const registration = registry.register(tool, owner, plugin.toolSchemas?.[index])
    return registration.ok ? [] : [registration]
  })
}

const REASONS = {
  'duplicate-name': 'duplicate',
  'invalid-name': 'bad-name',
  'invalid-schema': 'bad-schema',
} as const

function findSwitch({ isFeatureEnabled, enabledSurfaces, manifest }: HostedPlugin) {
  if (isFeatureEnabled === false)
    return { label: 'feature.plugins', message: '[feature.plugins] enabled is not true, so no plugin runs' }
  if (enabledSurfaces.includes('tool')) return null
  const message = `the surface tool of ${escapeText(manifest.id)} is not among the enabled surfaces`
  return { label: 'surfaces.tool', message }
}
