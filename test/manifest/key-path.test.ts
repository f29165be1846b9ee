import { describe, expect, test } from 'vitest'
import { formatKeyPath, parseKeyPath, showKeyPath } from '../../src/manifest/key-path.ts'

describe('key paths', () => {
  test.each([
    [[], ''],
    [['runtime', 'world'], 'runtime.world'],
    [['tools', 0, 'input_schema', 'properties', 'a'], 'tools[0].input_schema.properties.a'],
    [['a.b', 'c d', '', '"', 'ü'], '["a.b"]["c d"][""]["\\""]["ü"]'],
    [['a', 1, 2, 'b-c'], 'a[1][2].b-c'],
    [['0', 0], '0[0]'],
  ])('%j is written %s and read back', (path, text) => {
    expect(formatKeyPath(path)).toBe(text)
    expect(parseKeyPath(text)).toEqual(path)
  })

  test('are shown with keys from plugins made safe', () => {
    expect(showKeyPath(['rules', 'tools/\u202ea', 0, 'b'])).toBe('rules["tools/\\u202ea"][0].b')
  })

  test('are shown without their middle when they are long', () => {
    const shown = showKeyPath(['tools', 0, ...Array.from({ length: 30 }, () => 'x'.repeat(300)), 'end'])
    expect(shown).toMatch(/^tools\[0\]\.x{110}…x{115}\.end$/)
    expect(shown).toHaveLength(239)
  })

  test.each(['[', ']', 'a..', '["', '["\\x"]', 'a[b]', '[1'])(
    '%j is read as far as it goes, without an exception',
    text => {
      expect(Array.isArray(parseKeyPath(text))).toBe(true)
    },
  )
})
