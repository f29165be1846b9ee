import { describe, expect, test } from 'vitest'
import { checkSafeId, checkToolName, isBlank, isSafeId } from '../../src/manifest/names.ts'

describe('safe ids', () => {
  test.each(['a', 'A-z_0.9', 'a..b', '-', '_', 'x'.repeat(128)])('%j is safe', id => {
    expect(isSafeId(id)).toBe(true)
  })

  test.each([
    ['', 'it is empty'],
    ['.a', 'it begins or ends with a dot'],
    ['a.', 'it begins or ends with a dot'],
    ['.', 'it begins or ends with a dot'],
    ['a b', 'it may hold only ASCII letters, digits, `-`, `_` and `.`'],
    ['a\n', 'it may hold only ASCII letters, digits, `-`, `_` and `.`'],
    ['é', 'it may hold only ASCII letters, digits, `-`, `_` and `.`'],
    ['project:a', 'it may hold only ASCII letters, digits, `-`, `_` and `.`'],
    ['x'.repeat(129), 'it is longer than 128 bytes'],
  ])('%j is not: %s', (id, reason) => {
    expect(checkSafeId(id)).toBe(reason)
  })
})

describe('blank text', () => {
  test.each(['', ' ', '\t\n\u000b\u000c\r', '\u0085', '\u00a0', '\u1680', '\u2028\u2029', '\u3000'])(
    '%j is blank',
    text => {
      expect(isBlank(text)).toBe(true)
    },
  )

  test.each(['\ufeff', '\u200b', '\u180e', '\0', ' a '])('%j is not', text => {
    expect(isBlank(text)).toBe(false)
  })
})

describe('tool names', () => {
  test.each(['a', '検索', 'a/b', '\u200b', '\ufeff', 'é'.repeat(64)])('%j is accepted', name => {
    expect(checkToolName(name)).toBeUndefined()
  })

  test.each([
    ['', 'it is empty'],
    ['é'.repeat(65), 'it is longer than 128 bytes'],
    ['a b', 'it holds white space'],
    ['a\u0085', 'it holds white space'],
    ['a\u0007', 'it holds a control character'],
    ['a\u0080', 'it holds a control character'],
  ])('%j is not: %s', (name, reason) => {
    expect(checkToolName(name)).toBe(reason)
  })
})
