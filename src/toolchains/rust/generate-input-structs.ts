import type { JsonValue, Tool } from '../../manifest/manifest.ts'
import { rustString } from '../../quote.ts'
import { fieldName, typeName, unusedName } from './rust-names.ts'

/** First line of the generated file, by which `build` knows it again. */
export const RUST_MARK =
  '// Written by `yoi-plugin build --emit-types` from the input schemas in plugin.toml; edits are lost.'

type Schema = Readonly<Record<string, JsonValue>>

interface Output {
  /** Names that a new type cannot have. */
  readonly taken: Set<string>
  /** Types of this file, by name. */
  readonly own: Set<string>
  readonly items: string[]
}

/** Where a type is needed: the name for one of its own, and what to say above it. */
interface Wish {
  readonly hint: string
  readonly description?: JsonValue | undefined
}

/**
 * Rust types for the input of every tool, for `src/inputs.rs`: `acme_echo` gives `AcmeEchoInput`. They take what the schema admits, whole
 * numbers as far as they fit into 64 bits; a part that the host would refuse, or that Rust has no type for, becomes `serde_json::Value`.
 * @source host contract 1.7
 */
export function generateInputStructs(
  tools: readonly Pick<Tool, 'name' | 'description' | 'input_schema'>[],
): string {
  const taken = new Set(['Deserialize', 'Option', 'String', 'Value', 'Vec'])
  const output: Output = { taken, own: new Set(), items: [] }
  for (const { name, description, input_schema } of tools) {
    const hint = `${typeName(name)}Input`
    const type = typeOf(input_schema, { hint, description }, output)
    if (output.own.has(type)) continue
    output.items.push(`${docLines(description, '')}pub type ${unusedName(hint, taken)} = ${type};`)
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

const SCALARS: Readonly<Record<string, string>> = {
  string: 'String',
  boolean: 'bool',
  null: '()',
  number: 'f64',
  integer: 'i64',
}

/** The type for a schema; types that need a name are added to the output. */
function typeOf(schema: JsonValue | undefined, wish: Wish, output: Output): string {
  if (!isSchema(schema)) return 'serde_json::Value'
  if (Array.isArray(schema.enum)) return enumType(schema.enum, wish.hint, output)
  if (schema.type === 'array') return `Vec<${typeOf(schema.items, { hint: `${wish.hint}Item` }, output)}>`
  if (schema.type === 'object') return objectType(schema, wish, output)
  const type = String(schema.type)
  return Object.hasOwn(SCALARS, type) ? SCALARS[type]! : 'serde_json::Value'
}

/** A struct; a map where no name is known. What `additionalProperties` describes goes into a map beside the named fields. */
function objectType(schema: Schema, { hint, description }: Wish, output: Output): string {
  const { additionalProperties: others } = schema
  const properties = isSchema(schema.properties) ? schema.properties : {}
  const required = Array.isArray(schema.required) ? schema.required.filter(isString) : []
  const keys = [...new Set([...Object.keys(properties), ...required])]
  if (keys.length === 0 && others !== false) return mapType(others, hint, output)
  const name = ownName(hint, output)
  const slot = output.items.push('') - 1
  const fields = new Set<string>()
  const lines = keys.map(key => {
    const property = Object.hasOwn(properties, key) ? properties[key] : isSchema(others) ? others : undefined
    const type = typeOf(property, { hint: `${name}${typeName(key)}` }, output)
    return fieldLines({ key, property, type: required.includes(key) ? type : `Option<${type}>` }, fields)
  })
  if (isSchema(others))
    lines.push(
      `    #[serde(flatten)]\n    pub ${unusedName('others', fields)}: ${mapType(others, name, output)},`,
    )
  const head = [
    '#[derive(Clone, Debug, Deserialize)]',
    ...(others === false ? ['#[serde(deny_unknown_fields)]'] : []),
  ]
  const body = lines.length === 0 ? ' {}' : ` {\n${lines.join('\n')}\n}`
  const comment = docLines(schema.description ?? description, '')
  output.items[slot] = `${comment}${head.join('\n')}\npub struct ${name}${body}`
  return name
}

function mapType(values: JsonValue | undefined, hint: string, output: Output): string {
  const type = isSchema(values) ? typeOf(values, { hint: `${hint}Value` }, output) : 'serde_json::Value'
  return `std::collections::BTreeMap<String, ${type}>`
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
function enumType(values: readonly JsonValue[], hint: string, output: Output): string {
  if (values.length === 0 || !values.every(isString)) return sharedType(values)
  const name = ownName(hint, output)
  const taken = new Set<string>()
  const variants = [...new Set(values)].map(
    value => `    #[serde(rename = ${rustString(value)})]\n    ${unusedName(typeName(value), taken)},`,
  )
  const derive = '#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]'
  output.items.push(`${derive}\npub enum ${name} {\n${variants.join('\n')}\n}`)
  return name
}

function sharedType(values: readonly JsonValue[]): string {
  const [kind, ...others] = new Set(values.map(value => (value === null ? 'null' : typeof value)))
  if (others.length > 0 || kind === undefined) return 'serde_json::Value'
  if (kind === 'number') return values.every(Number.isSafeInteger) ? 'i64' : 'f64'
  return SCALARS[kind] ?? 'serde_json::Value'
}

function ownName(hint: string, { taken, own }: Output): string {
  const name = unusedName(hint, taken)
  own.add(name)
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
