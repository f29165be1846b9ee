import { describe, expect, test } from 'vitest'
import type { JsonValue } from '../../../src/manifest/manifest.ts'
import { generateInputStructs, RUST_MARK } from '../../../src/toolchains/rust/generate-input-structs.ts'
import { fieldName, typeName } from '../../../src/toolchains/rust/rust-names.ts'

const generate = (input_schema: JsonValue, name = 'acme_echo') =>
  generateInputStructs([{ name, description: 'd', input_schema }])
    .split('\n')
    .slice(5, -1)
    .join('\n')

const property = (schema: JsonValue): JsonValue => ({ type: 'object', properties: { a: schema } })

describe('Rust types for input schemas', () => {
  test('begin with the mark by which build knows the file again', () => {
    expect(generateInputStructs([]).split('\n')[0]).toBe(RUST_MARK)
  })

  test('are a struct with a field per property, optional ones as Option', () => {
    const schema = {
      type: 'object',
      description: 'What to count.',
      required: ['text'],
      additionalProperties: false,
      properties: {
        text: { type: 'string', description: 'The text,\nin any language.' },
        topWords: { type: 'integer' },
        ratio: { type: 'number' },
        exact: { type: 'boolean' },
        none: { type: 'null' },
        tags: { type: 'array', items: { type: 'string' } },
      },
    }
    expect(generate(schema)).toBe(`/// What to count.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcmeEchoInput {
    /// The text, in any language.
    pub text: String,
    #[serde(rename = "topWords")]
    pub top_words: Option<i64>,
    pub ratio: Option<f64>,
    pub exact: Option<bool>,
    pub none: Option<()>,
    pub tags: Option<Vec<String>>,
}`)
  })

  test('name nested objects and choices after where they stand', () => {
    const schema = {
      type: 'object',
      properties: {
        mode: { enum: ['fast', 'very-fast', '2'] },
        items: { type: 'array', items: { type: 'object', properties: { type: { enum: [1, 2] } } } },
      },
    }
    expect(generate(schema)).toBe(`/// d
#[derive(Clone, Debug, Deserialize)]
pub struct AcmeEchoInput {
    pub mode: Option<AcmeEchoInputMode>,
    pub items: Option<Vec<AcmeEchoInputItemsItem>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum AcmeEchoInputMode {
    #[serde(rename = "fast")]
    Fast,
    #[serde(rename = "very-fast")]
    VeryFast,
    #[serde(rename = "2")]
    V2,
}

#[derive(Clone, Debug, Deserialize)]
pub struct AcmeEchoInputItemsItem {
    #[serde(rename = "type")]
    pub type_: Option<i64>,
}`)
  })

  test.each<[string, JsonValue, string]>([
    ['no keys at all', { type: 'object', additionalProperties: false }, 'pub struct AcmeEchoInput {}'],
    [
      'any keys',
      { type: 'object', additionalProperties: { type: 'string' } },
      '/// d\npub type AcmeEchoInput = std::collections::BTreeMap<String, String>;',
    ],
    ['what is no schema', 'x', '/// d\npub type AcmeEchoInput = serde_json::Value;'],
    [
      'keys beside the named ones, as one map',
      {
        type: 'object',
        required: ['a', 'b'],
        properties: { a: { type: 'integer' } },
        additionalProperties: { type: 'array', items: { type: 'number' } },
      },
      `    pub a: i64,
    pub b: Vec<f64>,
    #[serde(flatten)]
    pub others: std::collections::BTreeMap<String, Vec<f64>>,`,
    ],
    ['one of some numbers', property({ type: 'number', enum: [1, 2.5] }), 'pub a: Option<f64>,'],
    ['one of some booleans', property({ type: 'boolean', enum: [true] }), 'pub a: Option<bool>,'],
    ['one of nothing but null', property({ type: 'null', enum: [null] }), 'pub a: Option<()>,'],
    ['one of some lists', property({ type: 'array', enum: [[1], [2]] }), 'pub a: Option<serde_json::Value>,'],
    [
      'one of values of several types',
      property({ type: 'string', enum: ['x', 1] }),
      'pub a: Option<serde_json::Value>,',
    ],
    ['a required key without a schema', { type: 'object', required: ['a'] }, 'pub a: serde_json::Value,'],
  ])('take %s', (_, schema, expected) => {
    expect(generate(schema)).toContain(expected)
  })

  test('have names that are words of Rust and different from each other', () => {
    const properties = { 'a-b': { type: 'null' }, a_b: { type: 'null' }, self: { type: 'null' }, '"': {} }
    const text = generate({ type: 'object', properties })
    expect([...text.matchAll(/pub (\w+):/g)].map(match => match[1])).toEqual([
      'a_b',
      'a_b2',
      'self_',
      'field',
    ])
    expect(text).toContain('#[serde(rename = "\\"")]')
    expect([fieldName('1st'), typeName('1st'), typeName('検索'), typeName('self')]).toEqual([
      '_1st',
      'V1st',
      'Value',
      'VSelf',
    ])
  })

  test('have one name each when two tools would share it, whatever they are', () => {
    const map = { type: 'object' }
    const closed = { type: 'object', additionalProperties: false }
    const tools = [map, closed, map].map((input_schema, index) => ({
      name: ['a_b', 'a-b', 'a.b'][index]!,
      description: '',
      input_schema,
    }))
    const text = generateInputStructs(tools)
    expect([...text.matchAll(/pub (?:struct|type) (\w+)/g)].map(match => match[1])).toEqual([
      'ABInput',
      'ABInput2',
      'ABInput3',
    ])
  })
})
