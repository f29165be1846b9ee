import { describe, expect, test } from 'vitest'
import { countColumns, fitText, labelledAll, wrapText } from '../../src/cli/columns.ts'

describe('text for a terminal', () => {
  test.each([
    ['abc', 3],
    ['検索', 4],
    ['ｆｕｌｌ', 8],
    ['😀', 2],
    ['e\u0301', 1],
    ['', 0],
  ])('%j takes %i columns', (text, columns) => {
    expect(countColumns(text)).toBe(columns)
  })

  test('is broken at spaces, and a word that is too wide is cut between characters', () => {
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrapText('検索する a', 5)).toEqual(['検索', 'する', 'a'])
    expect(wrapText('', 5)).toEqual([''])
  })

  test('is cut to fit one line', () => {
    expect(fitText('abcdef', 6)).toBe('abcdef')
    expect(fitText('abcdefg', 6)).toBe('abcde…')
    expect(fitText('検索する', 6)).toBe('検索…')
  })

  test('keeps to a number of lines', () => {
    const lines = labelledAll('a', ['word '.repeat(60).trim(), 'b'], 4, 2)
    expect(lines).toHaveLength(3)
    expect(lines[1]).toMatch(/^ {4}word .*…$/)
    expect(lines.filter(line => countColumns(line) > 80)).toEqual([])
  })
})
