import { describe, expect, test } from 'vitest'
import { findHiddenCharacters } from '../../../../src/check/rules/manifest/find-hidden-characters.ts'
import { ruleFindings } from '../../../support/rule-findings.ts'

describe('findHiddenCharacters', () => {
  test.each([
    ['a zero-width space', 'a\u200bb', ['U+200B']],
    ['an override of the direction', 'a\u202eb', ['U+202E']],
    ['isolates', '\u2066a\u2069', ['U+2066', 'U+2069']],
    ['text in tags', 'a\u{e0061}\u{e0062}', ['U+E0061', 'U+E0062']],
    ['a byte order mark within', 'a\ufeff', ['U+FEFF']],
    ['an escape sequence', '\u001b[2J', ['U+001B']],
    ['a C1 control', 'a\u0085', ['U+0085']],
    ['bytes smuggled in variation selectors', 'a\ufe01\ufe02', ['U+FE01', 'U+FE02']],
    ['a joiner between Latin letters', 'a\u200db', ['U+200D']],
    ['a soft hyphen', 'co\u00adoperate', ['U+00AD']],
    ['a mark of direction in Latin text', 'a\u200fb', ['U+200F']],
    [
      'many kinds, the rest counted',
      '\u200b\u200c\u2060\u2061\u2062',
      ['U+200B', 'U+200C', 'U+2060', '2 more'],
    ],
  ])('finds %s', (_, text, expected) => {
    expect(findHiddenCharacters(text)).toEqual(expected)
  })

  test.each([
    ['plain text over several lines', 'one\ttwo\r\nthree'],
    ['letters of other scripts', 'héllo 検索 Привет'],
    ['a joined emoji', 'a \u{1f468}\u200d\u{1f469}\u200d\u{1f467} b \u2764\ufe0f\u200d\u{1f525}'],
    ['an emoji with a tone', '\u{1f469}\u{1f3fd}\u200d\u{1f4bb}'],
    ['a flag made of tags', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['a non-joiner inside a Persian word', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
    ['a joiner in Devanagari', '\u0915\u094d\u200d\u0937'],
    ['a mark of direction beside Hebrew', '\u05e9\u05dc\u05d5\u05dd\u200f!'],
  ])('leaves %s alone', (_, text) => {
    expect(findHiddenCharacters(text)).toEqual([])
  })
})

describe('manifest/hidden-characters', () => {
  test.each([
    ['a description', 'description = "a\\u200Bb"', '`description`'],
    [
      'the name of a tool',
      '[[tools]]\nname = "a\\u200B"\ndescription = ""\ninput_schema = {}',
      '`tools[0].name`',
    ],
    [
      'a property of a schema',
      '[[tools]]\nname = "a"\ndescription = ""\ninput_schema = { type = "object", properties = { "a\\u202E" = { type = "string" } } }',
      'A key',
    ],
    [
      'an enum value of a schema',
      '[[tools]]\nname = "a"\ndescription = ""\ninput_schema = { type = "object", properties = { a = { type = "string", enum = ["x\\u200B"] } } }',
      '`tools[0].input_schema`',
    ],
    ['a comment', '# a\u202eb', 'A comment'],
  ])('looks at %s', (_, manifest, where) => {
    expect(ruleFindings('manifest/hidden-characters', { manifest })).toEqual([
      expect.objectContaining({
        severity: 'warning',
        message: expect.stringMatching(/^.* holds characters/),
      }),
    ])
    expect(ruleFindings('manifest/hidden-characters', { manifest })[0]?.message).toContain(where)
  })
})
