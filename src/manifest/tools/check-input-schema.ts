import { escapeText, quote } from '../../quote.ts'
import {
  type ExactJson,
  type ExactJsonObject,
  equalityKey,
  isExactObject,
  sortedKeys,
} from '../exact-json.ts'
import type { KeyPath } from '../key-path.ts'
import { adviseKeyword, SCHEMA_KEYWORDS, SCHEMA_TYPES } from './schema-keywords.ts'

/** One way in which an `input_schema` leaves the subset that the host accepts. */
export interface SchemaProblem {
  /** The node, as the host writes paths: `$.properties.a.items`. */
  readonly schemaPath: string
  /** From the schema's root to the offending key or value. */
  readonly path: KeyPath
  /** Whether the key itself is meant, not its value. */
  readonly isKey: boolean
  /** What is wrong, found and expected; a sentence. */
  readonly message: string
  readonly fix: string
}

/**
 * Checks an `input_schema` against the closed subset of JSON Schema that the host accepts. Every problem is returned, in the
 * order in which the host looks; it stops at the first.
 * @source host contract 1.7
 */
export function checkInputSchema(schema: ExactJson): SchemaProblem[] {
  const problems: SchemaProblem[] = []
  checkNode(schema, [], problems)
  return problems
}

function checkNode(schema: ExactJson, path: KeyPath, problems: SchemaProblem[]): void {
  const report: Report = (keys, phrase, fix, isKey = false) => {
    const schemaPath = schemaPathOf(path)
    const message = `${schemaPath} ${phrase}.`
    problems.push({ schemaPath, path: [...path, ...keys], isKey, message, fix })
  }
  if (!isExactObject(schema)) {
    report(
      [],
      'is no table; expected a schema',
      `Write { type = "${path.length === 0 ? 'object' : 'string'}" }.`,
    )
    return
  }
  const node: SchemaNode = { schema, isRoot: path.length === 0, report }
  const descend = (keys: KeyPath, child: ExactJson) => checkNode(child, [...path, ...keys], problems)
  checkKeywords(node)
  checkType(node)
  checkText(node, 'title')
  checkText(node, 'description')
  checkProperties(node, descend)
  checkRequired(node)
  checkAdditionalProperties(node, descend)
  checkItems(node, descend)
  checkEnum(node)
}

/** Keys lead from the node to what is wrong; the phrase goes on after the path. */
type Report = (keys: KeyPath, phrase: string, fix: string, isKey?: boolean) => void
type Descend = (keys: KeyPath, child: ExactJson) => void

interface SchemaNode {
  readonly schema: ExactJsonObject
  readonly isRoot: boolean
  readonly report: Report
}

function checkKeywords({ schema, report }: SchemaNode): void {
  for (const key of sortedKeys(schema)) {
    if (SCHEMA_KEYWORDS.includes(key)) continue
    const expected = SCHEMA_KEYWORDS.join(', ')
    report([key], `has the unsupported keyword ${quote(key)}; expected ${expected}`, adviseKeyword(key), true)
  }
}

function checkType({ schema, isRoot, report }: SchemaNode): void {
  const type = schema.get('type')
  const known = SCHEMA_TYPES.map(name => `"${name}"`).join(', ')
  if (type === undefined) {
    report([], `has no type; expected ${isRoot ? '"object"' : `one of ${known}`}`, 'Add `type`.')
  } else if (Array.isArray(type)) {
    report(['type'], `has several types; expected one of ${known}`, 'Write one type as a string.')
  } else if (typeof type !== 'string' || !SCHEMA_TYPES.some(known => known === type)) {
    report(['type'], `has an unknown type; expected one of ${known}`, `Write one of ${known}.`)
  } else if (isRoot && type !== 'object') {
    report(
      ['type'],
      `has the type "${type}"; expected "object"`,
      'Write type = "object", and make the value a property.',
    )
  }
}

function checkText({ schema, report }: SchemaNode, key: 'title' | 'description'): void {
  const value = schema.get(key)
  if (value === undefined || typeof value === 'string') return
  report([key], `has a ${key} that is no string; expected a string`, `Write ${key} = "...".`)
}

/** @returns the value, if the key is present and belongs to the node's type */
function keywordOf(
  { schema, report }: SchemaNode,
  key: string,
  owner: 'object' | 'array',
): ExactJson | undefined {
  const value = schema.get(key)
  const type = schema.get('type')
  if (value === undefined || type === owner) return value
  const found = typeof type === 'string' ? `type ${quote(type)}` : 'no such type'
  report(
    [key],
    `has "${key}" with ${found}; expected it only with type "${owner}"`,
    `Remove ${key}, or write type = "${owner}".`,
    true,
  )
  return undefined
}

function checkProperties(node: SchemaNode, descend: Descend): void {
  const properties = keywordOf(node, 'properties', 'object')
  if (properties === undefined) return
  if (!isExactObject(properties)) {
    node.report(
      ['properties'],
      'has properties that are no table; expected a table of schemas',
      'Write a table of schemas.',
    )
    return
  }
  for (const name of sortedKeys(properties)) descend(['properties', name], properties.get(name) as ExactJson)
}

function checkRequired(node: SchemaNode): void {
  const required = keywordOf(node, 'required', 'object')
  if (required === undefined) return
  if (!Array.isArray(required)) {
    node.report(
      ['required'],
      'has required that is no array; expected an array of names',
      'Write required = ["..."].',
    )
    return
  }
  const properties = node.schema.get('properties')
  const seen = new Set<ExactJson>()
  for (const [index, name] of required.entries()) {
    const keys = ['required', index]
    if (typeof name !== 'string') {
      node.report(
        keys,
        'requires something that is no string; expected names of properties',
        'Write a string.',
      )
    } else if (seen.has(name)) {
      node.report(keys, `requires ${quote(name)} twice; expected different names`, 'Remove one of the two.')
    } else if (properties !== undefined && isExactObject(properties) && !properties.has(name)) {
      node.report(
        keys,
        `requires ${quote(name)}, which is not in properties`,
        `Declare it in properties, or remove it.`,
      )
    }
    seen.add(name)
  }
}

function checkAdditionalProperties(node: SchemaNode, descend: Descend): void {
  const additional = keywordOf(node, 'additionalProperties', 'object')
  if (additional !== undefined && typeof additional !== 'boolean')
    descend(['additionalProperties'], additional)
}

function checkItems(node: SchemaNode, descend: Descend): void {
  const items = keywordOf(node, 'items', 'array')
  if (items !== undefined) descend(['items'], items)
}

function checkEnum({ schema, report }: SchemaNode): void {
  const values = schema.get('enum')
  if (values === undefined) return
  if (!Array.isArray(values) || values.length === 0) {
    report(
      ['enum'],
      'has an enum without values; expected a non-empty array',
      'List the allowed values, or remove it.',
    )
    return
  }
  const firstIndices = new Map<string, number>()
  for (const [index, value] of values.entries()) {
    const key = equalityKey(value)
    const first = firstIndices.get(key)
    if (first === undefined) firstIndices.set(key, index)
    else
      report(
        ['enum', index],
        `lists one value twice in enum, at ${first} and ${index}`,
        'Remove one of the two.',
      )
  }
}

function schemaPathOf(path: KeyPath): string {
  return escapeText(['$', ...path].join('.'))
}
