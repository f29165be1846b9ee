/** Text for people keeps to this many columns. */
export const TEXT_COLUMNS = 80

/**
 * Breaks text at spaces so that no line is wider than `width`; a word that is wider alone is cut.
 * @param text one paragraph, already escaped
 * @returns at least one line
 */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap(piece => cutWord(piece, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
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

/** The same for several paragraphs, or none. */
export function labelledAll(label: string, texts: readonly string[], labelWidth: number): string[] {
  return texts.flatMap((text, index) => labelled(index === 0 ? label : '', text, labelWidth))
}

function cutWord(word: string, width: number): string[] {
  return word.length <= width ? [word] : (word.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? [])
}
