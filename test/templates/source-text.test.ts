import { describe, expect, test } from 'vitest'
import { markdownText, propertyName } from '../../src/templates/source-text.ts'

describe('a tool name in TypeScript', () => {
  test.each([
    ['example_echo', 'example_echo'],
    ['検索', '検索'],
    ['a/b', '"a/b"'],
    ['1st', '"1st"'],
    [`x": {}, "y`, '"x\\": {}, \\"y"'],
    ['__proto__', "['__proto__']"],
  ])('%s is written %s', (name, expected) => {
    expect(propertyName(name)).toBe(expected)
  })

  test('is always a property with exactly that name', () => {
    for (const name of ['example_echo', '検索', 'a/b', "it's", '`x`', '\\', '__proto__', 'constructor'])
      expect(Object.keys(new Function(`return { ${propertyName(name)}: 1 }`)())).toEqual([name])
  })
})

describe('text in Markdown', () => {
  test.each([
    ['Plain words, twice.', 'Plain words, twice.'],
    ['a\n\n# b', 'a \\# b'],
    ['<script>[x](y)`', '\\<script\\>\\[x\\](y)\\`'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['\u001b[2J', '\\[2J'],
  ])('%j stays literal and on one line', (text, expected) => {
    expect(markdownText(text)).toBe(expected)
  })
})
