import { CALL_LIMITS } from '../contract/limits.ts'
import { type ExactJsonObject, isExactObject, sortedKeys } from '../manifest/exact-json.ts'
import { parseStrictJson } from '../manifest/json/parse-strict-json.ts'
import { quote } from '../quote.ts'
import type { ReachedLimit, ToolOutput } from './call-outcome.ts'

export type DecodedOutput =
  | { readonly ok: true; readonly output: ToolOutput }
  /** `message` is bounded and safe to print; `reached` is set when a byte limit was passed. */
  | { readonly ok: false; readonly message: string; readonly reached?: ReachedLimit }

const KNOWN_KEYS = ['summary', 'content']

/**
 * Decodes what a tool returned, with exactly the host's acceptance and order of checks.
 * @param text the returned string; bytes are accepted too and must be UTF-8
 * @source host contract 6.7
 */
export function decodeToolOutput(text: string | Uint8Array): DecodedOutput {
  const byteLength = Buffer.byteLength(text)
  if (byteLength === 0) return refuse('the tool returned an empty string')
  if (byteLength > CALL_LIMITS.outputBytes) return refuseLong('output', byteLength, CALL_LIMITS.outputBytes)
  const decoded = decodeUtf8(text)
  if (decoded === null) return refuse('the output is not UTF-8')
  const reading = parseStrictJson(decoded)
  if (!reading.ok)
    return refuse(`the output is not valid JSON: ${reading.message} at offset ${reading.offset}`)
  if (!isExactObject(reading.value)) return refuse('the output is JSON, but not an object')
  return decodeObject(reading.value)
}

function decodeObject(members: ExactJsonObject): DecodedOutput {
  const strange = sortedKeys(members).find(key => !KNOWN_KEYS.includes(key))
  if (strange !== undefined)
    return refuse(`the output has the key ${quote(strange)}; only summary and content are allowed`)
  const summary = members.get('summary')
  if (summary === undefined) return refuse('the output has no summary')
  if (typeof summary !== 'string') return refuse('the summary is not a string')
  if (summary === '') return refuse('the summary is empty')
  const summaryBytes = Buffer.byteLength(summary)
  if (summaryBytes > CALL_LIMITS.summaryBytes)
    return refuseLong('summary', summaryBytes, CALL_LIMITS.summaryBytes)
  const content = members.get('content') ?? null
  if (content !== null && typeof content !== 'string')
    return refuse('the content is neither a string nor null')
  const contentBytes = Buffer.byteLength(content ?? '')
  if (contentBytes > CALL_LIMITS.contentBytes)
    return refuseLong('content', contentBytes, CALL_LIMITS.contentBytes)
  return { ok: true, output: { summary, content } }
}

function decodeUtf8(text: string | Uint8Array): string | null {
  if (typeof text === 'string') return isWellFormed(text) ? text : null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text)
  } catch {
    return null
  }
}

/** A string with a lone surrogate has no UTF-8 form. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

function refuse(message: string): DecodedOutput {
  return { ok: false, message }
}

function refuseLong(limit: 'output' | 'summary' | 'content', value: number, most: number): DecodedOutput {
  const message = `the ${limit} is ${value} bytes, more than ${most}`
  return { ok: false, reached: { limit, value, most }, message }
}
