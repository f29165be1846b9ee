const WHITE_SPACE = /^\p{White_Space}$/u

/**
 * Removes Unicode White_Space from both ends, as the host does. JavaScript's `trim` differs: it keeps U+0085 and
 * strips U+FEFF. All White_Space is in the BMP.
 * @source host contract 1.4
 */
export function trimWhiteSpace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && WHITE_SPACE.test(text[start]!)) start++
  while (end > start && WHITE_SPACE.test(text[end - 1]!)) end--
  return text.slice(start, end)
}

/** ASCII letters only; `toLowerCase` would also fold letters that the host leaves alone. */
export function toAsciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, letters => letters.toLowerCase())
}
