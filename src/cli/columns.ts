/** Text for people keeps to this many columns. */
export const TEXT_COLUMNS = 80

/** Characters that a terminal shows two columns wide (East Asian wide and full width, emoji). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** How many columns a terminal needs for one line of text. */
export function countColumns(text: string): number {
  return [...text].reduce((columns, character) => columns + columnsOf(character), 0)
}

/** The text on one line of at most `width` columns; what does not fit becomes `…`. */
export function fitText(text: string, width: number): string {
  return countColumns(text) <= width ? text : `${cutWord(text, width - 1)[0] ?? ''}…`
}

/**
 * Breaks text at spaces so that no line is wider than `width` columns; a word that is wider alone is cut.
 * @param text one paragraph, already escaped
 * @returns at least one line
 */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap(piece => cutWord(piece, width))) {
    if (line !== '' && countColumns(line) + 1 + countColumns(word) > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}

/** Puts a word before a paragraph: `  tools     echo, ...`, further lines below the paragraph's first. */
export function labelled(label: string, text: string, labelWidth: number): string[] {
  return wrapText(text, TEXT_COLUMNS - labelWidth).map((line, index) =>
    `${(index === 0 ? label : '').padEnd(labelWidth)}${line}`.trimEnd(),
  )
}

/** The same for several paragraphs, or none; each keeps to `maxLines`. */
export function labelledAll(
  label: string,
  texts: readonly string[],
  labelWidth: number,
  maxLines = Number.POSITIVE_INFINITY,
): string[] {
  return texts.flatMap((text, index) => {
    const lines = labelled(index === 0 ? label : '', text, labelWidth)
    if (lines.length <= maxLines) return lines
    const last = fitText(`${lines[maxLines - 1]} …`, TEXT_COLUMNS)
    return [...lines.slice(0, maxLines - 1), last]
  })
}

function cutWord(word: string, width: number): string[] {
  const pieces: string[] = []
  let columns = Number.POSITIVE_INFINITY
  for (const character of word) {
    const needed = columnsOf(character)
    if (columns + needed > width) {
      pieces.push(character)
      columns = needed
    } else {
      pieces[pieces.length - 1] += character
      columns += needed
    }
  }
  return pieces.length === 0 ? [word] : pieces
}

function columnsOf(character: string): number {
  if (/\p{Mn}/u.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}
