import { describe, expect, test } from 'vitest'
import { escapeControls, escapeText, quote } from '../src/quote.ts'

const UNSEEN = '\u0000 \u001b[2J \u0085 \u200b \u202e \u2066 \ufeff \ud800'
const ESCAPED = '\\u0000 \\u001b[2J \\u0085 \\u200b \\u202e \\u2066 \\ufeff \\ud800'

describe('text from a plugin', () => {
  test('is quoted without what a terminal obeys or hides', () => {
    expect(quote(UNSEEN)).toBe(`"${ESCAPED}"`)
    expect(escapeText(UNSEEN)).toBe(ESCAPED)
    expect(escapeControls(UNSEEN)).toBe(ESCAPED)
  })

  test('keeps its quotation marks inside the sentence of another', () => {
    expect(escapeControls('a "b" \\ c\n')).toBe('a "b" \\ c\\n')
    expect(quote('a "b" \\ c\n')).toBe('"a \\"b\\" \\\\ c\\n"')
  })
})
