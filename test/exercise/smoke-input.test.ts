import { expect, test } from 'vitest'
import { smokeInput } from '../../src/exercise/smoke-input.ts'

test.each([
  ['an object without requirements', { type: 'object' }, {}],
  [
    'required properties only',
    { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } }, required: ['a'] },
    { a: '' },
  ],
  [
    'the first entry of an enum',
    { type: 'object', properties: { a: { type: 'string', enum: ['x', 'y'] } }, required: ['a'] },
    { a: 'x' },
  ],
  [
    'every type',
    {
      type: 'object',
      properties: {
        s: { type: 'string' },
        n: { type: 'number' },
        i: { type: 'integer' },
        b: { type: 'boolean' },
        z: { type: 'null' },
        l: { type: 'array', items: { type: 'string' } },
        o: { type: 'object', properties: { deep: { type: 'number' } }, required: ['deep'] },
      },
      required: ['s', 'n', 'i', 'b', 'z', 'l', 'o'],
    },
    { s: '', n: 0, i: 0, b: false, z: null, l: [], o: { deep: 0 } },
  ],
  [
    'a required name that only additionalProperties describes',
    { type: 'object', required: ['k'], additionalProperties: { type: 'number' } },
    { k: 0 },
  ],
  ['something that is no schema', 'text', {}],
])('gives the smallest input for %s', (_, schema, expected) => {
  expect(JSON.parse(smokeInput(schema))).toEqual(expected)
})
