const EDGES = /^\p{White_Space}+|\p{White_Space}+$/gu

/**
 * Removes Unicode White_Space from both ends, as the host does. JavaScript's `trim` differs: it keeps U+0085 and
 * strips U+FEFF.
 * @source host contract 1.4
 */
export function trimWhiteSpace(text: string): string {
  return text.replace(EDGES, '')
}

/** ASCII letters only; `toLowerCase` would also fold letters that the host leaves alone. */
export function toAsciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, letters => letters.toLowerCase())
}
