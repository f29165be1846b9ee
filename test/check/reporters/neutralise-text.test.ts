import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  escapeUnseen,
  neutraliseLine,
  neutraliseText,
  safeJson,
} from '../../../src/check/reporters/neutralise-text.ts'

test('characters that are not seen are spelled out', () => {
  expect(escapeUnseen('a\u001b[1mb\u009bc\u202ed\u200be\u00adf\u{e0041}g\ud800h\u2028')).toBe(
    'a\\u{1b}[1mb\\u{9b}c\\u{202e}d\\u{200b}e\\u{ad}f\\u{e0041}g\\u{d800}h\\u{2028}',
  )
})

test('ordinary text of any script is left alone', () => {
  const text = 'Grüße, 你好, שלום, 🎉 "quoted" \\ {x} C:\\dir foo::bar # [a](b)\nsecond line'
  expect(neutraliseText(text)).toBe(text)
})

test.each(['::error::x', '  ::add-mask::x', 'fine\n\t::set-output name=a::b'])(
  'no line of %j begins a workflow command',
  text => {
    expect(neutraliseText(text)).not.toMatch(/^\s*::/m)
  },
)

test('the older form of workflow commands is broken wherever it stands', () => {
  expect(neutraliseText('text ##[error]x')).toBe('text #\\u{23}[error]x')
})

test('a line stays one line', () => {
  expect(neutraliseLine('one \n\n  two\n::three')).toBe('one two ::three')
})

test('safe JSON parses to the very value and shows nothing unseen', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const json = safeJson({ text: `##[error]\u202e${text}` })
      expect(JSON.parse(json)).toEqual({ text: `##[error]\u202e${text}` })
      expect(json).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|##\[/u)
    }),
    { numRuns: 300, seed: 7 },
  )
})
