/** Characters that change what a terminal, a log or a page shows without being seen; line feeds and tabs are none of them. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\ufdd0-\ufdef\ufffe\uffff]/gu

/**
 * The last guard before text leaves: rules escape what they quote from plugins, and this holds also where one forgot.
 * Control, bidi and invisible characters become `\u{...}`, and no line can be read as a workflow command by a CI runner,
 * which looks for `::` at the start of a line and for `##[` anywhere.
 */
export function neutraliseText(text: string): string {
  return escapeUnseen(text)
    .replace(/^([^\S\n]*):(?=:)/gm, '$1\\u{3a}')
    .replaceAll('##[', '#\\u{23}[')
}

/** Control, bidi and invisible characters as `\u{...}`, and nothing else. */
export function escapeUnseen(text: string): string {
  return text.replace(UNSEEN, character => `\\u{${codeOf(character)}}`)
}

/** The same on one line. */
export function neutraliseLine(text: string): string {
  return neutraliseText(text.replace(/\s*\n\s*/g, ' '))
}

/** JSON text with the same characters escaped in JSON's own way, so that parsing gives exactly `value`. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replace(UNSEEN, character =>
      [...Array(character.length).keys()].map(at => jsonEscape(character.charCodeAt(at))).join(''),
    )
    .replaceAll('##[', '#\\u0023[')
}

function codeOf(character: string): string {
  return (character.codePointAt(0) as number).toString(16)
}

function jsonEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`
}
