import { expect, test } from 'vitest'
import { nearestWord } from '../../src/manifest/nearest-word.ts'

test.each([
  ['descripton', ['description', 'name'], 'description'],
  ['input-schema', ['input_schema'], 'input_schema'],
  ['Name', ['name'], 'name'],
  ['nmae', ['name'], 'name'],
  ['nmea', ['name'], undefined],
  ['zzz', ['name'], undefined],
  ['tol', ['tool', 'tools'], 'tool'],
  ['x', [], undefined],
])('%s among %j is %s', (word, known, nearest) => {
  expect(nearestWord(word, known)).toBe(nearest)
})
