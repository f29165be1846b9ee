import { Ajv } from 'ajv'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { exactJsonText, fromJsonValue } from '../../src/manifest/exact-json.ts'
import type { JsonValue } from '../../src/manifest/manifest.ts'
import { buildToolComponent } from '../support/build-plugin.ts'
import { coreModuleOf, PluginInstance } from '../support/call-component.ts'
import { randomSource } from '../support/random-source.ts'
import { json, keyName, near, node, type Schema } from '../support/schema-arbitraries.ts'

const RUNS = 200
const SEED = 20261129

let module: WebAssembly.Module
beforeAll(async () => {
  module = new WebAssembly.Module(coreModuleOf(await buildToolComponent("return { summary: 'fits' }")))
})

test('for any schema of the host, the component takes the inputs that a validator of JSON Schema takes', () => {
  const counts = { fits: 0, refused: 0 }
  const properties = fc.dictionary(keyName, node, { minKeys: 1, maxKeys: 4 })
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
