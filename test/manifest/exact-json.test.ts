import { describe, expect, test } from 'vitest'
import {
  type ExactJson,
  equalityKey,
  exactJsonText,
  fromJsonValue,
  toJsonValue,
} from '../../src/manifest/exact-json.ts'

describe('exact JSON', () => {
  test('integers beyond 2^53 survive', () => {
    expect(exactJsonText([9_007_199_254_740_993n, 18_446_744_073_709_551_615n])).toBe(
      '[9007199254740993,18446744073709551615]',
    )
  })

  test.each<[ExactJson, ExactJson, boolean]>([
    [1n, 1, false],
    [0, -0, true],
    [[0], [-0], true],
    [0n, 0, false],
    ['1', 1n, false],
    [new Map([['a', 1n]]), new Map([['a', 1n]]), true],
    [
      new Map<string, ExactJson>([
        ['a', 1n],
        ['b', null],
      ]),
      new Map<string, ExactJson>([
        ['b', null],
        ['a', 1n],
      ]),
      true,
    ],
    [new Map(), [], false],
    [null, 'null', false],
  ])('%o and %o: equal is %s', (a, b, isEqual) => {
    expect(equalityKey(a) === equalityKey(b)).toBe(isEqual)
  })

  test('plain values survive the way there and back, dangerous keys included', () => {
    const value = JSON.parse('{"__proto__":{"x":[1,2.5,true,null,"s"]},"a":-3}')
    expect(toJsonValue(fromJsonValue(value))).toEqual(value)
    expect(Object.keys(toJsonValue(fromJsonValue(value)) as object)).toEqual(['__proto__', 'a'])
  })
})
