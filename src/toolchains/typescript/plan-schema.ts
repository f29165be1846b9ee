import { type ExactJson, type ExactJsonObject, isExactObject, sortedKeys } from '../../manifest/exact-json.ts'
import { SCHEMA_TYPES, type SchemaType } from '../../manifest/tools/schema-keywords.ts'
import { listExpected } from './schema-texts.ts'

/** How the words of a type are read in a sentence. */
const TYPE_TEXTS: Readonly<Record<SchemaType, string>> = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
}

/**
 * What an input must be, as an engine checks it. A part of a schema that the host would refuse allows everything; `check` says why.
 * `expected` and its like end a sentence of the form "expected ...".
 * @source host contract 1.7
 */
export interface SchemaNode {
  readonly type: SchemaType
  readonly expected: string
  /** Values of `enum`. */
  readonly allowed?: readonly ExactJson[]
  /** Of an array: what every item must be; null for anything. */
  readonly items?: SchemaNode | null
  readonly object?: ObjectNode
}

export interface ObjectNode {
  /** In the order of the keys' bytes. */
  readonly properties: readonly PropertyNode[]
  /** What any other property must be: null for anything, `refused` where there must be none. */
  readonly rest: SchemaNode | null | 'refused'
  readonly expectedInstead: string
}

export interface PropertyNode {
  readonly name: string
  /** Null for anything. */
  readonly node: SchemaNode | null
  /** What is expected when it is missing; null when it may be. */
  readonly required: string | null
}

/** Null when anything is allowed. */
export function planSchema(schema: ExactJson): SchemaNode | null {
  if (!isExactObject(schema)) return null
  const type = SCHEMA_TYPES.find(each => each === schema.get('type'))
  if (type === undefined) return null
  const values = schema.get('enum')
  return {
    type,
    expected: Array.isArray(values) ? listExpected(values) : TYPE_TEXTS[type],
    ...(Array.isArray(values) && { allowed: values }),
    ...(type === 'array' && { items: planSchema(schema.get('items') ?? null) }),
    ...(type === 'object' && { object: planObject(schema) }),
  }
}

function planObject(schema: ExactJsonObject): ObjectNode {
  const declared = schema.get('properties') ?? null
  const properties: ExactJsonObject = isExactObject(declared) ? declared : new Map()
  const list = schema.get('required')
  const required = Array.isArray(list) ? list.filter(name => typeof name === 'string') : []
  const names = sortedKeys(new Map([...properties, ...required.map(name => [name, null] as const)]))
  const additional = schema.get('additionalProperties') ?? null
  const rest = additional === false ? 'refused' : planSchema(additional)
  const known = names.map(name => JSON.stringify(name)).join(', ')
  return {
    properties: names.map(name => {
      const child = properties.get(name)
      return {
        name,
        node: child === undefined ? undeclared(rest) : planSchema(child),
        required: required.includes(name) ? `the property ${JSON.stringify(name)}` : null,
      }
    }),
    rest,
    expectedInstead: known === '' ? 'no property' : `no property but ${known}`,
  }
}

/** A required property without a schema of its own takes that of other properties; where those are refused, nothing fits. */
function undeclared(rest: ObjectNode['rest']): SchemaNode | null {
  return rest === 'refused' ? { type: 'null', expected: listExpected([]), allowed: [] } : rest
}
