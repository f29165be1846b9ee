import type { JsonValue, Tool } from '../../manifest/manifest.ts'
import { rustString } from '../../quote.ts'
import { fieldName, typeName, unusedName } from './rust-names.ts'

/** First line of the generated file, by which `build` knows it again. */
export const RUST_MARK =
  '// Written by `yoi-plugin build --emit-types` from the input schemas in plugin.toml; edits are lost.'

type Schema = Readonly<Record<string, JsonValue>>

interface Output {
  readonly taken: Set<string>
  readonly items: string[]
}

/**
 * Rust types for the input of every tool, for `src/inputs.rs`: `acme_echo` gives `AcmeEchoInput`. They take what the schema admits; a part
 * that the host would refuse, or that Rust has no type for, becomes `serde_json::Value`.
 * @source host contract 1.7
 */
export function generateInputStructs(
  tools: readonly Pick<Tool, 'name' | 'description' | 'input_schema'>[],
): string {
  const output: Output = { taken: new Set(['Deserialize', 'Option', 'String', 'Value', 'Vec']), items: [] }
  for (const { name, description, input_schema } of tools) {
    const hint = `${typeName(name)}Input`
    const type = typeOf(input_schema, hint, output)
    if (!output.taken.has(hint)) output.items.push(`${docLines(description, '')}pub type ${hint} = ${type};`)
  }
  return [
    RUST_MARK,
    '#![allow(dead_code)]',
    '',
    'use serde::Deserialize;',
    '',
    output.items.join('\n\n'),
    '',
  ].join('\n')
}

/** The type for a schema; types that need a name are added to the output. */
function typeOf(schema: JsonValue | undefined, hint: string, output: Output): string {
  if (!isSchema(schema)) return 'serde_json::Value'
  if (Array.isArray(schema.enum)) return enumType(schema, hint, output)
  switch (schema.type) {
    case 'string':
      return 'String'
    case 'boolean':
      return 'bool'
    case 'null':
      return '()'
    case 'number':
      return 'f64'
    case 'integer':
      return 'i64'
    case 'array':
      return `Vec<${typeOf(schema.items, `${hint}Item`, output)}>`
    case 'object':
      return objectType(schema, hint, output)
    default:
      return 'serde_json::Value'
  }
}

function objectType(schema: Schema, hint: string, output: Output): string {
  const properties = isSchema(schema.properties) ? schema.properties : {}
  const required = Array.isArray(schema.required) ? schema.required.filter(isString) : []
  const names = [...new Set([...Object.keys(properties), ...required])]
  const isClosed = schema.additionalProperties === false
  if (names.length === 0 && !isClosed) {
    const rest = schema.additionalProperties
    const value = isSchema(rest) ? typeOf(rest, `${hint}Value`, output) : 'serde_json::Value'
    return `std::collections::BTreeMap<String, ${value}>`
  }
  const name = unusedName(hint, output.taken)
  const slot = output.items.push('') - 1
  const fields = new Set<string>()
  const lines = names.map(key => {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined
    const type = typeOf(property, `${name}${typeName(key)}`, output)
    return fieldLines({ key, property, type: required.includes(key) ? type : `Option<${type}>` }, fields)
  })
  const head = [
    '#[derive(Clone, Debug, Deserialize)]',
    ...(isClosed ? ['#[serde(deny_unknown_fields)]'] : []),
  ]
  const body = lines.length === 0 ? ' {}' : ` {\n${lines.join('\n')}\n}`
  output.items[slot] = `${docLines(schema.description, '')}${head.join('\n')}\npub struct ${name}${body}`
  return name
}

interface Field {
  readonly key: string
  readonly property: JsonValue | undefined
  readonly type: string
}

function fieldLines({ key, property, type }: Field, taken: Set<string>): string {
  const name = unusedName(fieldName(key), taken)
  const rename = name === key ? '' : `    #[serde(rename = ${rustString(key)})]\n`
  return `${docLines(isSchema(property) ? property.description : undefined, '    ')}${rename}    pub ${name}: ${type},`
}

/** Texts become an enum; any other set of values keeps the type that they share, and the tool has to look. */
function enumType(schema: Schema, hint: string, output: Output): string {
  const values = Array.isArray(schema.enum) ? schema.enum : []
  if (values.length === 0 || !values.every(isString)) return 'serde_json::Value'
  const name = unusedName(hint, output.taken)
  const taken = new Set<string>()
  const variants = [...new Set(values)].map(
    value => `    #[serde(rename = ${rustString(value)})]\n    ${unusedName(typeName(value), taken)},`,
  )
  const derive = '#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]'
  output.items.push(`${derive}\npub enum ${name} {\n${variants.join('\n')}\n}`)
  return name
}

function docLines(description: JsonValue | undefined, indent: string): string {
  if (!isString(description)) return ''
  const text = description.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return text === '' ? '' : `${indent}/// ${text}\n`
}

function isSchema(value: JsonValue | undefined): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isString(value: JsonValue | undefined): value is string {
  return typeof value === 'string'
}
