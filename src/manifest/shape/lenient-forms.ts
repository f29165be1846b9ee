import type { TomlArray, TomlEntry, TomlNode, TomlTable } from '../toml/toml-node.ts'
import type { Fields } from './shape.ts'

/*
 * Spellings that the host accepts only because its libraries do. Each was tried against those libraries.
 * @source host contract 1.8
 */

/**
 * A table written as an array of its values in the declared order. Values beyond the last key are ignored.
 * @returns undefined when a required key has no value
 */
export function positionalTable(array: TomlArray, fields: Fields): TomlTable | undefined {
  const names = Object.keys(fields)
  const isShort = names.slice(array.items.length).some(name => fields[name]?.isRequired)
  return isShort ? undefined : namedTable(array, names)
}

/** A tagged table written as an array: the tag's word, then exactly the values of its variant. */
export function positionalVariant(array: TomlArray, tag: string, fields: Fields): TomlTable | undefined {
  const names = [tag, ...Object.keys(fields)]
  return array.items.length === names.length ? namedTable(array, names) : undefined
}

function namedTable(array: TomlArray, names: readonly string[]): TomlTable {
  const entries = new Map<string, TomlEntry>()
  for (const [index, name] of names.entries()) {
    const value = array.items[index]
    if (value !== undefined) entries.set(name, { keyStart: value.start, keyEnd: value.end, value })
  }
  return { kind: 'table', entries, start: array.start, end: array.end }
}

/**
 * A word written as a table with one key whose value is empty.
 * @param isBuffered inside a tagged table, where an empty array does not count as empty
 */
export function wordOfTable(node: TomlNode, isBuffered: boolean): string | undefined {
  if (node.kind !== 'table' || node.entries.size !== 1) return undefined
  const [[name, { value }]] = [...node.entries] as [[string, TomlEntry]]
  const isEmptyTable = value.kind === 'table' && value.entries.size === 0
  const isEmptyArray = value.kind === 'array' && value.items.length === 0
  return isEmptyTable || (isEmptyArray && !isBuffered) ? name : undefined
}
