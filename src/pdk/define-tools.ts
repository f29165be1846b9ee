import { dispatch } from './dispatch.ts'
import type { Tool, ToolContext, ToolPlugin, Tools } from './tool.ts'

/**
 * Declares the tools of a plugin: `export default defineTools({ name: { run(input) { return { summary, content } } } })`.
 * The type of each input is what `run` declares, or comes from `defineTools<ToolInputs>` with the generated `ToolInputs`.
 */
export function defineTools<Inputs>(tools: Tools<Inputs>): ToolPlugin {
  const toolNames = Object.keys(tools)
  const entries: (Tool<never> | ToolContext)[] = []
  for (const toolName of toolNames) {
    const tool = (tools as Record<string, Tool<never> | undefined>)[toolName]
    if (typeof tool?.run !== 'function') throw new TypeError(`the tool "${toolName}" has no run function`)
    entries.push(tool, Object.freeze({ toolName }))
  }
  // The build reads the names, then a tool and its context for each; see `tool-table.ts`.
  const plugin = { kind: 'tools' as const, toolNames: JSON.stringify(toolNames), entries, dispatch }
  return plugin
}
