import { CALL_LIMITS } from '../contract/limits.ts'
import { exactJsonText } from '../manifest/exact-json.ts'
import { parseStrictJson } from '../manifest/json/parse-strict-json.ts'
import { createLineMap } from '../manifest/toml/line-map.ts'

export type SerializedInput =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'not-json'; readonly message: string }
  /** Bytes that the guest would receive; of a text that is far too long, its own. */
  | { readonly ok: false; readonly reason: 'too-long'; readonly byteLength: number }

/** Blanks and escapes make a text longer than what the guest receives, but not by this much. */
const MAX_TEXT_BYTES = 1024 * 1024

/**
 * Turns a tool's arguments into the text that the guest receives: compact, keys sorted, numbers as the host prints
 * them. Any JSON value is accepted; `input_schema` is not consulted, as in the host.
 * @param json the arguments as JSON text
 * @source host contract 6.5
 */
export function serializeInput(json: string): SerializedInput {
  const textBytes = Buffer.byteLength(json)
  if (textBytes > MAX_TEXT_BYTES) return { ok: false, reason: 'too-long', byteLength: textBytes }
  const reading = parseStrictJson(json)
  if (!reading.ok) {
    const { line, column } = createLineMap('', json).placeOf(reading.offset, reading.offset)
    const message = `tool input is not valid JSON: ${reading.message} at line ${line}, column ${column}`
    return { ok: false, reason: 'not-json', message }
  }
  const text = exactJsonText(reading.value)
  const byteLength = Buffer.byteLength(text)
  if (byteLength > CALL_LIMITS.inputBytes) return { ok: false, reason: 'too-long', byteLength }
  return { ok: true, text }
}
