import { Ajv } from 'ajv'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { exactJsonText, fromJsonValue } from '../../src/manifest/exact-json.ts'
import type { JsonValue } from '../../src/manifest/manifest.ts'
import { buildToolComponent } from '../support/build-plugin.ts'
import { coreModuleOf, PluginInstance } from '../support/call-component.ts'
import { type RandomSource, randomSource } from '../support/random-source.ts'

const RUNS = 200
const SEED = 20261129

const name = fc.constantFrom(
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

const { json } = fc.letrec<{ json: JsonValue }>(tie => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(name, tie('json'), { maxKeys: 4 }),
  ),
}))

interface Schema {
  readonly type: string
  readonly enum?: readonly JsonValue[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
}

/** Any schema of contract 1.7. */
const { node } = fc.letrec<{ node: Schema; object: Schema }>(tie => ({
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
        properties: fc.dictionary(name, tie('node'), { maxKeys: 5 }),
        additionalProperties: fc.oneof(fc.boolean(), tie('node')),
        picks: fc.uniqueArray(name, { maxLength: 2 }),
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
function near(schema: Schema, random: RandomSource): JsonValue {
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

let module: WebAssembly.Module
beforeAll(async () => {
  module = new WebAssembly.Module(coreModuleOf(await buildToolComponent("return { summary: 'fits' }")))
})

test('for any schema of the host, the component takes the inputs that a validator of JSON Schema takes', () => {
  const counts = { fits: 0, refused: 0 }
  const properties = fc.dictionary(name, node, { minKeys: 1, maxKeys: 4 })
  const values = fc.array(json, { maxLength: 4 })
  const judgeOne = (
    properties: Readonly<Record<string, Schema>>,
    values: readonly JsonValue[],
    seed: number,
  ) => {
    const schema = { type: 'object', properties } as const
    const validate = new Ajv({ strict: false, ownProperties: true }).compile(schema)
    const plugin = new PluginInstance(module)
    plugin.placeSchemas([{ name: 'tool', schema: fromJsonValue(schema as unknown as JsonValue) }])
    const random = randomSource(seed)
    for (const input of [...values, ...Array.from({ length: 8 }, () => near(schema, random))]) {
      const text = exactJsonText(fromJsonValue(input))
      const { summary, content } = JSON.parse(plugin.callRaw('tool', text))
      const doesFit = validate(JSON.parse(text))
      expect(`${text} ${summary}`).toBe(`${text} ${doesFit ? 'fits' : 'tool error: invalid_input'}`)
      counts[doesFit ? 'fits' : 'refused'] += 1
      if (!doesFit) expect(isPlace(JSON.parse(content).error.details.path, JSON.parse(text))).toBe(true)
    }
  }
  const property = fc.property(properties, values, fc.nat(), judgeOne)
  fc.assert(property, { numRuns: RUNS, seed: SEED })
  expect(Math.min(counts.fits, counts.refused)).toBeGreaterThan(RUNS)
})

/** Whether a JSON pointer leads to a value. */
function isPlace(pointer: string, root: unknown): boolean {
  let value = root
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false
    value = (value as Record<string, unknown>)[key]
  }
  return true
}
