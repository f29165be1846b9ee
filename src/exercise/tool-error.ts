import type { ToolOutput } from '../host/call-outcome.ts'
import type { JsonValue } from '../manifest/manifest.ts'
import { escapeText } from '../quote.ts'

/** An output by which a PDK says that the tool refuses. The message is safe to print. */
export interface ToolErrorOutput {
  readonly code: string
  readonly message: string
}

/** @returns undefined for an output that is no tool error. @source host contract 10.2 */
export function readToolError(output: ToolOutput): ToolErrorOutput | undefined {
  const code = /^tool error: (\w+)$/.exec(output.summary)?.[1]
  if (code === undefined) return undefined
  const content = parseContent(output) as { error?: { message?: unknown } } | null | undefined
  return { code, message: escapeText(String(content?.error?.message ?? output.content ?? '')) }
}

/** The content as JSON; undefined when it is none. */
export function parseContent(output: ToolOutput): JsonValue | undefined {
  try {
    return JSON.parse(output.content ?? '') as JsonValue
  } catch {
    return undefined
  }
}
