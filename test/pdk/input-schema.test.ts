import { beforeAll, describe, expect, test } from 'vitest'
import { serializeInput } from '../../src/host/serialize-input.ts'
import { fromJsonValue } from '../../src/manifest/exact-json.ts'
import type { JsonValue } from '../../src/manifest/manifest.ts'
import type { BuiltComponent } from '../../src/toolchains/build-result.ts'
import { buildFiles, buildToolComponent, PDK_IMPORT } from '../support/build-plugin.ts'
import { coreModuleOf, PluginInstance } from '../support/call-component.ts'

let module: WebAssembly.Module
beforeAll(async () => {
  module = new WebAssembly.Module(coreModuleOf(await buildToolComponent("return { summary: 'fits' }")))
})

function withSchema(schema: JsonValue, name = 'tool'): PluginInstance {
  const plugin = new PluginInstance(module)
  plugin.placeSchemas([
    { name: 'other', schema: fromJsonValue({ type: 'object', additionalProperties: false }) },
    { name, schema: fromJsonValue(schema) },
  ])
  return plugin
}

/** `fits`, or the message; `json` is written as the host writes it. */
function judge(schema: JsonValue, json: string): string {
  const serialized = serializeInput(json)
  if (!serialized.ok) throw new Error(serialized.reason)
  return judgeText(schema, serialized.text)
}

function judgeText(schema: JsonValue, text: string): string {
  const { summary, content } = JSON.parse(withSchema(schema).callRaw('tool', text))
  if (summary === 'fits') return summary
  expect(summary).toBe('tool error: invalid_input')
  const { code, message, details } = JSON.parse(content).error
  expect(code).toBe('invalid_input')
  expect(message).toBe(`${details.path || 'the input'}: expected ${details.expected}, found ${details.found}`)
  return message
}

const value = (schema: JsonValue): JsonValue => ({ type: 'object', properties: { v: schema } })

describe('an input that leaves its schema is an error with the place and what was expected', () => {
  test.each<[JsonValue, string, string]>([
    [value({ type: 'string' }), '{"v":1}', '/v: expected a string, found a number'],
    [value({ type: 'string' }), '{"v":null}', '/v: expected a string, found null'],
    [value({ type: 'number' }), '{"v":"1"}', '/v: expected a number, found a string'],
    [value({ type: 'integer' }), '{"v":1.5}', '/v: expected a whole number, found a number with a fraction'],
    [value({ type: 'integer' }), '{"v":1e-7}', '/v: expected a whole number, found a number with a fraction'],
    [value({ type: 'integer' }), '{"v":true}', '/v: expected a whole number, found true'],
    [value({ type: 'boolean' }), '{"v":"true"}', '/v: expected true or false, found a string'],
    [value({ type: 'null' }), '{"v":false}', '/v: expected null, found false'],
    [value({ type: 'array' }), '{"v":{}}', '/v: expected an array, found an object'],
    [value({ type: 'object' }), '{"v":[]}', '/v: expected an object, found an array'],
    [{ type: 'object' }, '[]', 'the input: expected an object, found an array'],
    [
      value({ type: 'string', enum: ['a', 'b"'] }),
      '{"v":"c"}',
      '/v: expected one of "a", "b\\"", found another value',
    ],
    [value({ type: 'integer', enum: [3] }), '{"v":4}', '/v: expected 3, found another value'],
    [
      { type: 'object', required: ['b', 'a'], properties: { a: { type: 'null' }, b: { type: 'null' } } },
      '{"b":null}',
      'the input: expected the property "a", found nothing',
    ],
    [
      value({ type: 'array', items: { type: 'object', required: ['id'] } }),
      '{"v":[{"id":1},{"x":[{"id":1}]}]}',
      '/v/1: expected the property "id", found nothing',
    ],
    [
      { type: 'object', properties: { a: { type: 'null' } }, additionalProperties: false },
      '{"a":null,"b":1}',
      '/b: expected no property but "a", found a further property',
    ],
    [
      { type: 'object', additionalProperties: false },
      '{"b":1}',
      '/b: expected no property, found a further property',
    ],
    [
      { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
      '{"a~b/c\\"\\n":["",2]}',
      '/a~0b~1c"\n/1: expected a string, found a number',
    ],
    [
      { type: 'object', required: ['id'], additionalProperties: { type: 'string' } },
      '{"id":1}',
      '/id: expected a string, found a number',
    ],
  ])('%j does not take %s', (schema, json, message) => {
    expect(judge(schema, json)).toBe(message)
  })

  test('the index of an item has all its digits', () => {
    const list = [...Array(1234).fill(0), 'x']
    const schema = value({ type: 'array', items: { type: 'integer' } })
    expect(judge(schema, JSON.stringify({ v: list }))).toBe(
      '/v/1234: expected a whole number, found a string',
    )
  })

  test('a long path keeps its start out, and a long list of values its end', () => {
    const key = 'k'.repeat(900)
    const schema = value({
      type: 'object',
      additionalProperties: { type: 'object', additionalProperties: false },
    })
    const message = judge(schema, JSON.stringify({ v: { [key]: { [key]: 1 } } }))
    expect(message).toBe(`/v/${key}: expected no property, found a further property`)
    const many = Array.from({ length: 100 }, (_, index) => `value ${index}`)
    expect(judge(value({ type: 'string', enum: many }), '{"v":""}')).toMatch(
      /^.{200,300}\.\.\., found another value$/,
    )
  })

  test('that is no JSON is told as before', () => {
    const { content } = JSON.parse(withSchema(value({ type: 'null' })).callRaw('tool', '{"v":nul'))
    expect(JSON.parse(content).error.message).toMatch(/^the input is not JSON: /)
  })
})

describe('an input that fits reaches the tool', () => {
  test.each<[JsonValue, string]>([
    [{ type: 'object' }, '{"any":[{"x":"]}\\\\\\""}],"thing":-1.5e-7}'],
    [value({ type: 'integer' }), '{"v":1.0}'],
    [value({ type: 'integer' }), '{"v":-0.0}'],
    [value({ type: 'integer' }), '{"v":1e300}'],
    [value({ type: 'integer' }), '{"v":18446744073709551615}'],
    [value({ type: 'number' }), '{"v":-1e-300}'],
    [value({ type: 'number', enum: [1, 2.5, -0] }), '{"v":1.0}'],
    [value({ type: 'number', enum: [1, 2.5, -0] }), '{"v":2.5}'],
    [value({ type: 'number', enum: [1, 2.5, -0] }), '{"v":0}'],
    [value({ type: 'number', enum: [1e21, 1e-7] }), '{"v":1e21}'],
    [value({ type: 'number', enum: [1e21, 1e-7] }), '{"v":1e-7}'],
    [value({ type: 'object', enum: [{ b: [1, null], a: 'é😀' }] }), '{"v":{"a":"\\u00e9😀","b":[1,null]}}'],
    [value({ type: 'array', enum: [[], [[]]] }), '{"v":[[]]}'],
    [value({ type: 'boolean', enum: [true] }), '{"v":true}'],
    [
      { type: 'object', properties: { __proto__x: { type: 'null' }, toString: { type: 'null' } } },
      '{"toString":null}',
    ],
    [{ type: 'object', required: ['id'] }, '{"id":{"deep":1}}'],
    [value({ type: 'array', items: { type: 'string' } }), '{"v":[]}'],
  ])('%j takes %s', (schema, json) => {
    expect(judge(schema, json)).toBe('fits')
  })

  test('whatever its white space and the order of its keys', () => {
    const schema: JsonValue = {
      type: 'object',
      required: ['a', 'b'],
      properties: { a: { type: 'array', items: { type: 'integer' } }, b: { type: 'object' } },
      additionalProperties: false,
    }
    const text = ' {\n "b" : { "x" : [ 1 , { } ] } ,\t"a" : [ 1 , 2 ]\r}\n '
    expect(judgeText(schema, text)).toBe('fits')
    expect(judgeText(schema, '{ "b" : { } , "a" : [ 1 , "2" ] }')).toMatch(/^\/a\/1: expected a whole number/)
    expect(judgeText(schema, '{"b":{ }}')).toBe('the input: expected the property "a", found nothing')
  })

  test('whatever the name of the tool, and only the schema of the tool counts', async () => {
    const names = ['検索 a/b', 'x'.repeat(128), '__proto__']
    const [open, closed] = [{}, { additionalProperties: false }].map(rest =>
      fromJsonValue({ type: 'object', ...rest }),
    )
    const source = `${PDK_IMPORT}const tool = { run: () => ({ summary: 'fits' }) }
      export default defineTools({ ${names.map(name => `[${JSON.stringify(name)}]: tool`).join()} })`
    const built = await buildFiles({ 'src/plugin.ts': source }, names)
    const plugin = new PluginInstance((built as BuiltComponent).component)
    for (const chosen of names) {
      plugin.placeSchemas(names.map(name => ({ name, schema: (name === chosen ? closed : open)! })))
      const summaries = names.map(name => plugin.call(name, { v: 1 }).summary)
      expect(summaries).toEqual(names.map(name => (name === chosen ? 'tool error: invalid_input' : 'fits')))
    }
  })

  test('a part that is no schema of the host takes everything', () => {
    expect(judge(value({ type: ['string'] }), '{"v":1}')).toBe('fits')
    expect(judge(value('string'), '{"v":1}')).toBe('fits')
    expect(judge({}, '{"v":1}')).toBe('fits')
  })

  test('a required property that nothing may be fits no value', () => {
    const schema: JsonValue = { type: 'object', required: ['id'], additionalProperties: false }
    for (const json of ['{"id":1}', '{"id":null}', '{}'])
      expect(judge(schema, json)).toMatch(/^(\/id|the input): expected /)
  })
})
