import { describe, expect, test } from 'vitest'
import { openSourceMap } from '../../src/component/map-position.ts'

/** The first column of the first line comes from the first source; `position` is its line and column, as VLQ digits. */
const mapOf = (source: unknown, position = 'AA') =>
  openSourceMap(JSON.stringify({ version: 3, sources: [source], names: [], mappings: `AA${position}` }))

describe('openSourceMap', () => {
  test('places a position of the bundle in a file of the project', () => {
    expect(mapOf('src/plugin.ts')(1, 1)).toEqual({ file: 'src/plugin.ts', line: 1, column: 1 })
    expect(mapOf('src/plugin.ts', 'EC')(1, 9)).toEqual({ file: 'src/plugin.ts', line: 3, column: 2 })
    expect(mapOf('src/..a/b..ts')(1, 1)).toMatchObject({ file: 'src/..a/b..ts' })
  })

  test.each([
    1,
    null,
    {},
    ['src/plugin.ts'],
    true,
    '',
    '/etc/passwd',
    '\\\\server\\share\\x.ts',
    'C:\\x.ts',
    'c:/x.ts',
    'file:///etc/passwd',
    'yoi-plugin:pdk',
    '../outside.ts',
    'src/../../outside.ts',
    '..',
  ])('the source %j is no file of the project', source => {
    expect(mapOf(source)(1, 1)).toBeUndefined()
  })

  test('a line or column before the first is no place', () => {
    expect(mapOf('src/plugin.ts', 'DA')(1, 1)).toBeUndefined()
    expect(mapOf('src/plugin.ts', 'AD')(1, 1)).toBeUndefined()
  })
})
