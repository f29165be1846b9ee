import { HOST_REVISIONS } from '../contract/host-revisions.ts'
import type { PluginWithFacts } from '../package/loaded-plugin.ts'
import { rules } from './rules.ts'

const HOST_RULES = rules.filter(({ id }) => id.startsWith('host/'))

/**
 * Ids of the host revisions to whose limits the component keeps, in their order. What no component can meet on a revision is a
 * warning of it, and so does not speak against one. @source design 6
 */
export function acceptingRevisions(plugin: PluginWithFacts): string[] {
  const { manifest, manifestReading: reading, component } = plugin
  if (component?.format !== 'component' || component.refusal) return []
  const inputs = { plugin, component, ...(manifest && { manifest }), ...(reading && { reading }) }
  return HOST_REVISIONS.filter(revision =>
    HOST_RULES.every(rule =>
      rule.check({ ...inputs, revision }).every(({ severity }) => severity !== 'error'),
    ),
  ).map(({ id }) => id)
}
