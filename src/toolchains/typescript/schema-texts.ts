import { type ExactJson, exactJsonText } from '../../manifest/exact-json.ts'

/** How much of an `enum` a message lists. */
const MAX_LISTED_CHARACTERS = 240

/**
 * Every way in which the host writes a value of an `enum`: `1` and `1.0` are one value for a schema, and for JavaScript.
 * Numbers inside an array or an object stay as they are written.
 * @source host contract 1.7, 6.5
 */
export function enumTexts(value: ExactJson): string[] {
  if (typeof value !== 'number' && typeof value !== 'bigint') return [exactJsonText(value)]
  const number = Number(value)
  if (number === 0) return ['0', '0.0', '-0.0']
  const float = exactJsonText(number)
  const integers = typeof value === 'bigint' ? [value] : Number.isInteger(number) ? [BigInt(number)] : []
  return [...new Set([float, float.replace('e+', 'e'), ...integers.map(String)])]
}

/** The values of an `enum` in a sentence. */
export function listExpected(values: readonly ExactJson[]): string {
  const texts = values.map(exactJsonText)
  if (texts.length === 0) return 'nothing'
  if (texts.length === 1) return cut(texts[0]!)
  return `one of ${cut(texts.join(', '))}`
}

function cut(text: string): string {
  const characters = [...text]
  return characters.length <= MAX_LISTED_CHARACTERS
    ? text
    : `${characters.slice(0, MAX_LISTED_CHARACTERS).join('')}...`
}
