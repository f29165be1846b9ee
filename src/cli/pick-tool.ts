import { UserError } from '../errors.ts'
import { quote } from '../quote.ts'

/** The tool that is meant: the one that was named, or the only one. @throws UserError when it is not declared */
export function pickTool(typed: string | undefined, tools: readonly { readonly name: string }[]): string {
  const names = tools.map(tool => tool.name)
  const declared = names.length === 0 ? 'none' : names.map(quote).join(', ')
  if (typed === undefined && names.length === 1) return names[0]!
  if (typed !== undefined && names.includes(typed)) return typed
  throw new UserError(
    typed === undefined ? 'tool-missing' : 'unknown-tool',
    typed === undefined
      ? `There is not exactly one tool to call; declared: ${declared}.`
      : `The plugin declares no tool ${quote(typed)}; declared: ${declared}.`,
    'Name a declared tool, and the project after it: `yoi-plugin run <tool> <path>`.',
  )
}
