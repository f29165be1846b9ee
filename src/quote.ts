/** Longest piece of plugin text that a message repeats, in UTF-16 units. */
const MAX_QUOTED_LENGTH = 240

const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\\"]|\p{Surrogate}/gu

/**
 * Makes text from a plugin safe to print: control, bidi and zero-width characters are escaped, the rest is cut at 240 units.
 * @returns the text in double quotes, e.g. `"a\u001b[2J"`
 */
export function quote(text: string): string {
  return `"${escapeText(text, MAX_QUOTED_LENGTH)}"`
}

/** The first of several texts, quoted, and how many more there are, e.g. `"a", "b" and 4 more`. */
export function quoteFirst(texts: readonly string[], shown: number): string {
  const rest = texts.length - shown
  return texts.slice(0, shown).map(quote).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

/** The same escapes without the quotation marks, for text that stands on a line of its own. */
export function escapeText(text: string, maxLength = MAX_QUOTED_LENGTH): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text
  return cut.replace(UNSAFE, escapeCharacter)
}

/**
 * The least that makes text safe to print: control, bidi and zero-width characters are escaped, quotation marks are not. For sentences
 * in which plugin text may stand that came from elsewhere: V8, a panic.
 */
export function escapeControls(text: string): string {
  return text.replace(UNSAFE, character => (/[\\"]/.test(character) ? character : escapeCharacter(character)))
}

function escapeCharacter(character: string): string {
  if (character === '\\' || character === '"') return `\\${character}`
  if (character === '\n') return '\\n'
  if (character === '\t') return '\\t'
  if (character === '\r') return '\\r'
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Text of a Rust string literal, quotation marks included, that reads back as exactly `text`. */
export function rustString(text: string): string {
  const escaped = text.replace(/["\\\p{Cc}\p{Cf}]/gu, character => {
    if (character === '"' || character === '\\') return `\\${character}`
    return `\\u{${character.codePointAt(0)?.toString(16)}}`
  })
  return `"${escaped}"`
}
