import type { JsonValue } from '../manifest/manifest.ts'

type Schema = { readonly [keyword: string]: JsonValue }

const EMPTY: Readonly<Record<string, JsonValue>> = {
  string: '',
  number: 0,
  integer: 0,
  boolean: false,
  null: null,
  array: [],
}

/**
 * The smallest input that a tool's `input_schema` admits: required properties only, the first `enum` entry, else an empty value.
 * @param schema of the subset in host contract 1.7; anything else gives `{}`
 * @returns JSON text
 */
export function smokeInput(schema: JsonValue): string {
  return JSON.stringify(isSchema(schema) ? smallest(schema) : {})
}

function smallest(schema: Schema): JsonValue {
  const options = schema.enum
  if (Array.isArray(options) && options.length > 0) return options[0] as JsonValue
  const type = String(schema.type)
  if (type !== 'object') return Object.hasOwn(EMPTY, type) ? EMPTY[type]! : {}
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.fromEntries(required.map(name => [String(name), smallestProperty(schema, String(name))]))
}

function smallestProperty(schema: Schema, name: string): JsonValue {
  const { properties, additionalProperties } = schema
  const own =
    isSchema(properties) && Object.hasOwn(properties, name) ? properties[name] : additionalProperties
  return isSchema(own) ? smallest(own) : ''
}

function isSchema(value: JsonValue | undefined): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
