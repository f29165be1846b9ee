import { makeDispatch } from './dispatch.ts'
import type { Tool, ToolPlugin, Tools } from './tool.ts'

/**
 * Declares the tools of a plugin: `export default defineTools({ name: { run(input) { return { summary, content } } } })`.
 * The type of each input is what `run` declares, or comes from `defineTools<ToolInputs>` with the generated `ToolInputs`.
 */
export function defineTools<Inputs>(tools: Tools<Inputs>): ToolPlugin {
  const byName = new Map<string, Tool<never>>()
  for (const name of Object.keys(tools)) {
    const tool = (tools as Record<string, Tool<never> | undefined>)[name]
    if (typeof tool?.run !== 'function') throw new TypeError(`the tool "${name}" has no run function`)
    byName.set(name, tool)
  }
  const plugin = {
    kind: 'tools' as const,
    toolNames: JSON.stringify([...byName.keys()]),
    dispatch: makeDispatch(byName),
  }
  return plugin
}
