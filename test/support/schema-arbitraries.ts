import fc from 'fast-check'
import type { JsonValue } from '../../src/manifest/manifest.ts'
import type { RandomSource } from './random-source.ts'

export const keyName = fc.constantFrom(
  'a',
  'b',
  'ab',
  'a/b',
  '~',
  '"',
  '\n',
  'é',
  '日本',
  'constructor',
  'a long name of 32 characters ....',
)
const scalar = fc.oneof(
  fc.constantFrom<JsonValue>(null, true, false, 0, 1, -1, 2.5, 1e21, 1e-9, '', 'a', '"', '\\', 'é', '[{"'),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
)

/** Any JSON value. */
export const { json } = fc.letrec<{ json: JsonValue }>(tie => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(keyName, tie('json'), { maxKeys: 4 }),
  ),
}))

export interface Schema {
  readonly type: string
  readonly enum?: readonly JsonValue[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
}

/** Any schema of contract 1.7. */
export const { node } = fc.letrec<{ node: Schema; object: Schema }>(tie => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      type: fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'array', 'object'),
    }),
    fc.record({
      type: fc.constantFrom('string', 'number', 'integer'),
      enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 5, selector: value => JSON.stringify(value) }),
    }),
    fc.record({ type: fc.constant('array'), items: tie('node') }),
    tie('object'),
  ),
  object: fc
    .record(
      {
        properties: fc.dictionary(keyName, tie('node'), { maxKeys: 5 }),
        additionalProperties: fc.oneof(fc.boolean(), tie('node')),
        picks: fc.uniqueArray(keyName, { maxLength: 2 }),
      },
      { requiredKeys: [] },
    )
    .map(({ properties, additionalProperties, picks = [] }) => ({
      type: 'object',
      ...(properties ? { properties } : {}),
      ...(additionalProperties === undefined ? {} : { additionalProperties }),
      required: properties ? picks.filter(pick => Object.hasOwn(properties, pick)) : picks,
    })),
}))

const PLAIN: Readonly<Record<string, JsonValue>> = {
  string: 'é"\\',
  number: -2.5,
  integer: 12,
  boolean: false,
  null: null,
}

/** A value near the schema: about half of them fit. */
export function near(schema: Schema, random: RandomSource): JsonValue {
  if (schema.enum && random.below(5) > 0) return random.pick(schema.enum)
  if (random.below(20) === 0) return random.pick<JsonValue>([null, 'x', 1.5, [], {}])
  if (schema.type === 'object') return nearObject(schema, random)
  if (schema.type !== 'array') return PLAIN[schema.type]!
  const { items } = schema
  return Array.from({ length: random.below(4) }, () => (items ? near(items, random) : 1))
}

function nearObject(schema: Schema, random: RandomSource): JsonValue {
  const { properties = {}, required = [], additionalProperties: rest } = schema
  const names = [...Object.keys(properties), ...required, 'zz']
  const chance = (name: string) => (required.includes(name) ? 95 : name === 'zz' ? 8 : 60)
  const members = names
    .filter(name => random.below(100) < chance(name))
    .map(name => {
      const child = Object.hasOwn(properties, name) ? properties[name] : rest
      return [name, typeof child === 'object' ? near(child, random) : 1]
    })
  return Object.fromEntries(members)
}
