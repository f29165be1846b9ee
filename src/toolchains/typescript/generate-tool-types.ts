import type { JsonValue, Tool } from '../../manifest/manifest.ts'

/** First line of the generated file, by which `build` knows it again. */
export const GENERATED_MARK =
  '// Written by `yoi-plugin build` from the input schemas in plugin.toml; edits are lost.'

type Schema = Readonly<Record<string, JsonValue>>

/**
 * TypeScript declarations of the input of every tool, for `src/generated/tools.d.ts`: one property of `ToolInputs` per tool.
 * A schema, or a part of one, that the host would refuse becomes `unknown`; `check` says why.
 * @source host contract 1.7
 */
export function generateToolTypes(
  tools: readonly Pick<Tool, 'name' | 'description' | 'input_schema'>[],
): string {
  const members = tools.map(({ name, description, input_schema }) =>
    member(name, description, typeOf(input_schema, '  '), '  '),
  )
  return [GENERATED_MARK, '', 'export interface ToolInputs {', ...members, '}', ''].join('\n')
}

function member(
  name: string,
  description: JsonValue | undefined,
  type: string,
  indent: string,
  mark = '',
): string {
  const comment = docComment(description)
  return `${comment ? `${indent}${comment}\n` : ''}${indent}${propertyName(name)}${mark}: ${type}`
}

function typeOf(schema: JsonValue | undefined, indent: string): string {
  if (!isSchema(schema)) return 'unknown'
  if (Array.isArray(schema.enum))
    return union(schema.enum.filter(value => isOfType(value, schema.type)).map(literalType))
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type
    case 'number':
    case 'integer':
      return 'number'
    case 'array':
      return `Array<${typeOf(schema.items, indent)}>`
    case 'object':
      return objectType(schema, indent)
    default:
      return 'unknown'
  }
}

function objectType(schema: Schema, indent: string): string {
  const properties = isSchema(schema.properties) ? schema.properties : {}
  const required = Array.isArray(schema.required) ? schema.required.filter(isString) : []
  const inner = `${indent}  `
  const declared = Object.entries(properties).map(([name, property]) => ({
    name,
    description: isSchema(property) ? property.description : undefined,
    type: typeOf(property, inner),
  }))
  const undeclared = [...new Set(required)]
    .filter(name => !Object.hasOwn(properties, name))
    .map(name => ({ name, description: undefined, type: undeclaredType(schema.additionalProperties, inner) }))
  const all = [...declared, ...undeclared]
  if (all.length === 0) return restType(schema.additionalProperties, indent)
  const members = all.map(({ name, description, type }) =>
    member(name, description, type, inner, required.includes(name) ? '' : '?'),
  )
  const hasOptional = declared.some(({ name }) => !required.includes(name))
  const types = [...all.map(({ type }) => type), ...(hasOptional ? ['undefined'] : [])]
  members.push(...indexSignature(schema.additionalProperties, types, inner))
  return `{\n${members.join('\n')}\n${indent}}`
}

/** A required property without a schema of its own takes that of other properties. */
function undeclaredType(rest: JsonValue | undefined, indent: string): string {
  if (rest === false) return 'never'
  return isSchema(rest) ? typeOf(rest, indent) : 'unknown'
}

/** Where the schema names what else may be there. TypeScript wants the declared properties to fit into it, too. */
function indexSignature(rest: JsonValue | undefined, declared: readonly string[], indent: string): string[] {
  if (rest === true) return [`${indent}[name: string]: unknown`]
  if (!isSchema(rest)) return []
  const type = typeOf(rest, indent)
  return [`${indent}[name: string]: ${type === 'unknown' ? type : union([type, ...declared])}`]
}

/** An object without declared properties: what may stand in it follows from `additionalProperties` alone. */
function restType(rest: JsonValue | undefined, indent: string): string {
  if (rest === false) return 'Record<string, never>'
  return `Record<string, ${isSchema(rest) ? typeOf(rest, indent) : 'unknown'}>`
}

/** The host takes an `enum` with values of other types; they fit no input. @source host contract 1.7 */
function isOfType(value: JsonValue, type: JsonValue | undefined): boolean {
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isSchema(value)
  if (type === 'null') return value === null
  return typeof value === type
}

function literalType(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(literalType).join(', ')}]`
  if (!isSchema(value)) return JSON.stringify(value)
  const members = Object.entries(value).map(([name, entry]) => `${propertyName(name)}: ${literalType(entry)}`)
  return members.length === 0 ? 'Record<string, never>' : `{ ${members.join('; ')} }`
}

function union(types: readonly string[]): string {
  return types.length === 0 ? 'never' : [...new Set(types)].join(' | ')
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : JSON.stringify(name)
}

function docComment(description: JsonValue | undefined): string {
  if (!isString(description)) return ''
  const text = description
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/gu, ' ')
    .trim()
    .replaceAll('*/', '*\\/')
  return text ? `/** ${text} */` : ''
}

function isSchema(value: JsonValue | undefined): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isString(value: JsonValue | undefined): value is string {
  return typeof value === 'string'
}
