import { type ExactJson, isExactObject } from '../manifest/exact-json.ts'
import type { TomlEntry, TomlNode } from '../manifest/toml/toml-node.ts'

/** Keys whose values are free, so that a null in them means something. */
const FREE_KEYS = ['config', 'input_schema', 'status_schema']

const NOWHERE = { start: 0, end: 0 }

/**
 * Gives a JSON document the form in which TOML is read, without places. A key that is null counts as absent, as the
 * host reads it; inside free values null stays: there it becomes a NaN, which the host's conversion turns back to null.
 */
export function jsonToNode(value: ExactJson, isFree = false): TomlNode {
  switch (typeof value) {
    case 'string':
      return { kind: 'string', value, ...NOWHERE }
    case 'boolean':
      return { kind: 'boolean', value, ...NOWHERE }
    case 'bigint':
      return { kind: 'integer', value, ...NOWHERE }
    case 'number':
      return { kind: 'float', value, isOverflow: false, ...NOWHERE }
  }
  if (Array.isArray(value))
    return { kind: 'array', items: value.map(item => jsonToNode(item, isFree)), ...NOWHERE }
  if (!isExactObject(value)) return { kind: 'float', value: Number.NaN, isOverflow: false, ...NOWHERE }
  const entries = new Map<string, TomlEntry>()
  for (const [key, item] of value) {
    if (item === null && !isFree) continue
    entries.set(key, { keyStart: 0, keyEnd: 0, value: jsonToNode(item, isFree || FREE_KEYS.includes(key)) })
  }
  return { kind: 'table', entries, ...NOWHERE }
}
