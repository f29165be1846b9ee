import { type ExactJson, isExactObject } from '../manifest/exact-json.ts'
import type { TomlEntry, TomlNode } from '../manifest/toml/toml-node.ts'

const NOWHERE = { start: 0, end: 0 }

/** Gives a JSON document the form in which TOML is read, without places. */
export function jsonToNode(value: ExactJson): TomlNode {
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
  if (Array.isArray(value)) return { kind: 'array', items: value.map(jsonToNode), ...NOWHERE }
  if (!isExactObject(value)) return { kind: 'null', ...NOWHERE }
  const entries = new Map<string, TomlEntry>()
  for (const [key, item] of value) entries.set(key, { keyStart: 0, keyEnd: 0, value: jsonToNode(item) })
  return { kind: 'table', entries, ...NOWHERE }
}
