/** Replaced by spaces in what a tool says: control characters but newline and tab. @source host contract 10.2 */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

const ELLIPSIS = '…'
const ELLIPSIS_BYTES = 3

const encoder = new TextEncoder()

/** Half of a surrogate pair. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** A text as UTF-8 can hold it: half of a surrogate pair becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, '\ufffd')
}

/** A well-formed text without control characters. */
export function cleanText(text: string): string {
  return wellFormed(text).replace(CONTROL, ' ')
}

/**
 * The text itself, or the longest start of it that leaves room for an ellipsis within both bounds, and the ellipsis.
 * @param text well-formed
 * @param maxBytes in UTF-8
 * @param maxJsonBytes in UTF-8 inside a JSON string
 */
export function cutText(text: string, maxBytes: number, maxJsonBytes = Number.POSITIVE_INFINITY): string {
  const fits = (part: string, spare: number) =>
    byteLength(part) + spare <= maxBytes && jsonLength(part) + spare <= maxJsonBytes
  if (fits(text, 0)) return text
  let low = 0
  let high = Math.min(text.length, maxBytes)
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (fits(startOf(text, middle), ELLIPSIS_BYTES)) low = middle
    else high = middle - 1
  }
  return startOf(text, low) + ELLIPSIS
}

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length
}

/** Bytes of a text in UTF-8 between the quotation marks of a JSON string. */
export function jsonLength(text: string): number {
  return byteLength(JSON.stringify(text)) - 2
}

/** At most this many units, without half of a pair at the end. */
function startOf(text: string, length: number): string {
  const isInsidePair = (text.charCodeAt(length) & 0xfc00) === 0xdc00
  return text.slice(0, isInsidePair ? length - 1 : length)
}
