import { exactJsonText } from '../manifest/exact-json.ts'
import { parseStrictJson } from '../manifest/json/parse-strict-json.ts'

/**
 * JSON text with sorted keys, no white space and exact numbers, so that two texts of one value are equal.
 * @returns undefined when the text is not JSON
 */
export function canonicalJson(text: string): string | undefined {
  const reading = parseStrictJson(text)
  return reading.ok ? exactJsonText(reading.value) : undefined
}
