import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEdits } from '../../src/check/apply-edits.ts'

const edit = (start: number, end: number, text: string) => ({ file: 'a', start, end, text })

test('edits of several groups are carried out at once, wherever they stand', () => {
  expect(applyEdits('one two three', [[edit(8, 13, '3')], [edit(0, 3, 'first'), edit(4, 7, '')]])).toEqual({
    text: 'first  3',
    applied: [0, 1],
  })
})

test('of two groups that touch the same place the first is carried out, the other not even in part', () => {
  expect(
    applyEdits('abcdef', [[edit(2, 2, 'X')], [edit(0, 1, 'A'), edit(2, 2, 'Y')], [edit(5, 6, 'F')]]),
  ).toEqual({
    text: 'abXcdeF',
    applied: [0, 2],
  })
})

test('edits outside the text, and empty groups, change nothing', () => {
  expect(applyEdits('abc', [[edit(2, 9, 'x')], [edit(-1, 1, 'x')], [edit(2, 1, 'x')], []])).toEqual({
    text: 'abc',
    applied: [],
  })
})

test('what lies outside the edits stays as it is', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.nat(), fc.string(), (text, a, b, replacement) => {
      const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [
        number,
        number,
      ]
      expect(applyEdits(text, [[edit(start, end, replacement)]]).text).toBe(
        text.slice(0, start) + replacement + text.slice(end),
      )
    }),
    { numRuns: 200, seed: 1 },
  )
})
