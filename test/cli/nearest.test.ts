import { expect, test } from 'vitest'
import { nearest } from '../../src/cli/nearest.ts'

const COMMANDS = ['new', 'build', 'check', 'pack', 'explain', 'completion']

test.each([
  ['biuld', 'build'],
  ['chek', 'check'],
  ['comp', 'completion'],
  ['pcak', 'pack'],
  ['nwe', 'new'],
])('%s is closest to %s', (word, expected) => {
  expect(nearest(word, COMMANDS)).toBe(expected)
})

test.each(['deploy', 'x', '', 'publish'])('%j resembles nothing', word => {
  expect(nearest(word, COMMANDS)).toBeUndefined()
})
