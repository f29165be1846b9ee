import { describe, expect, test } from 'vitest'
import { matchValue } from '../../src/exercise/match-value.ts'

describe('matchValue', () => {
  test('finds no difference between equal values, key order aside', () => {
    expect(
      matchValue({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] }, 'content_json'),
    ).toEqual([])
    expect(matchValue(0, -0, 'content_json')).toEqual([])
  })

  test('names the path, the expected and the received value of each difference', () => {
    expect(
      matchValue({ items: [{ name: 'a' }], n: 1 }, { items: [{ name: 'b' }], n: '1' }, 'content_json'),
    ).toEqual([
      'content_json.items[0].name: expected "a", received "b"',
      'content_json.n: expected 1, received "1"',
    ])
  })

  test('reports missing and additional keys and items', () => {
    expect(matchValue({ a: 1 }, { b: 2 }, 'x')).toEqual([
      'x.a: expected 1, received nothing',
      'x.b: expected nothing, received 2',
    ])
    expect(matchValue([1, 2], [1], 'x')).toEqual(['x: expected 2 items, received 1'])
    expect(matchValue({ 'a b': 1 }, {}, 'x')).toEqual(['x["a b"]: expected 1, received nothing'])
  })

  test('lets a partial object have more keys, at every depth below it', () => {
    const received = { a: { b: 1, c: 2 }, d: 3 }
    expect(matchValue({ $partial: { a: { b: 1 } } }, received, 'x')).toEqual([])
    expect(matchValue({ a: { b: 1 } }, received, 'x')).toHaveLength(2)
  })

  test('tests text against a regular expression', () => {
    expect(matchValue({ $match: '^id-\\d+$' }, 'id-12', 'summary')).toEqual([])
    expect(matchValue({ $match: '^id-\\d+$' }, 'id-x', 'summary')).toEqual([
      'summary: expected text matching /^id-\\\\d+$/, received "id-x"',
    ])
    expect(matchValue({ $match: '(' }, 'x', 'summary')).toEqual([
      'summary: "$match" is not a regular expression: "("',
    ])
    expect(matchValue({ $match: 'a' }, 7, 'summary')).toEqual([
      'summary: expected text matching /a/, received 7',
    ])
  })

  test('stops an expression that would take for ever', () => {
    const started = performance.now()
    const [difference] = matchValue({ $match: '^(a+)+$' }, `${'a'.repeat(40)}!`, 'summary')
    expect(difference).toContain('took over 100 ms')
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  test('stops an expression that would need any amount of memory', () => {
    const nested = `^${'('.repeat(50)}a${'|b)'.repeat(50)}*d`
    const text = 'a'.repeat(1024 * 1024)
    const differences = matchValue(Array(8).fill({ $match: nested }), Array(8).fill(text), 'x')
    // Which of the two ends it first is up to the machine.
    for (const difference of differences)
      expect(difference).toMatch(/took over 100 ms|needs more memory than it may use/)
    expect(differences).toHaveLength(8)
  })

  test('compares nothing more once there are 8 differences', () => {
    const expected = Array.from({ length: 300 }, () => ({ $match: '^(a+)+$' }))
    const received = expected.map(() => `${'a'.repeat(40)}!`)
    const started = performance.now()
    expect(matchValue(expected, received, 'x')).toHaveLength(8)
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(matchValue([...Array(9).keys()], Array(9).fill('a'), 'x')).toHaveLength(8)
  })

  test('escapes control characters of the plugin', () => {
    expect(matchValue('a', 'b\u001b[2J', 'summary')).toEqual([
      'summary: expected "a", received "b\\u001b[2J"',
    ])
  })
})
