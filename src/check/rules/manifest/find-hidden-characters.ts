const SHOWN = 3

/** Invisible, direction-changing or tag characters, C0 and C1 controls but tab and line breaks, and runs of variation selectors. */
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|\u034f|\u17b4|\u17b5|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{2,}/gu

/** Where people write them: a flag of tags, a joined emoji, a joiner inside a word of a joining script, a mark beside such a script. */
const FLAG = /\u{1f3f4}[\u{e0020}-\u{e007e}]{1,8}\u{e007f}/gu
const JOINED_EMOJI =
  /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]|\ufe0f)\u200d(?=\p{Extended_Pictographic})/gu
const JOINED_LETTERS =
  /(?<=[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}])[\u200c\u200d](?=\p{L})/gu
const MARK_AT_RTL =
  /(?<=[\p{Script=Arabic}\p{Script=Hebrew}]\P{L}{0,4})[\u200e\u200f\u061c]|[\u200e\u200f\u061c](?=\P{L}{0,4}[\p{Script=Arabic}\p{Script=Hebrew}])/gu

/** @returns the hidden characters of a text as `U+200B`, each once, in order; more than a few are counted */
export function findHiddenCharacters(text: string): string[] {
  // Nearly all text is plain, and a class of few ranges tells that quickly.
  if (/^[\t\n\r\u0020-\u007e]*$/.test(text)) return []
  const rest = [FLAG, JOINED_EMOJI, JOINED_LETTERS, MARK_AT_RTL].reduce(
    (remaining, legitimate) => remaining.replace(legitimate, ''),
    text,
  )
  const found = [...new Set([...rest.matchAll(HIDDEN)].flatMap(([run]) => [...run].map(codePoint)))]
  return found.length > SHOWN ? [...found.slice(0, SHOWN), `${found.length - SHOWN} more`] : found
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}
