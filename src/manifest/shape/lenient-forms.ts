import type { TomlArray, TomlEntry, TomlNode, TomlTable } from '../toml/toml-node.ts'
import type { ShapeContext } from './read-scalar.ts'
import type { Fields } from './shape.ts'

/*
 * Spellings that the host accepts only because its libraries do. Each was tried against those libraries.
 * @source host contract 1.8
 */

/**
 * A table written as an array of its values in the declared order. Values beyond the last key are ignored in TOML and
 * refused in JSON.
 * @returns undefined when a required key has no value, or the array is no table here
 */
export function positionalTable(
  array: TomlArray,
  fields: Fields,
  leniency: ShapeContext['leniency'],
): TomlTable | undefined {
  const names = Object.keys(fields)
  if (leniency === 'none' || (leniency === 'json' && array.items.length > names.length)) return undefined
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
 * A word written as a table with one key whose value is empty. What counts as empty differs: in TOML a table, and outside
 * of tagged tables an array; in JSON null, and inside of tagged tables a table.
 */
export function wordOfTable(
  node: TomlNode,
  { leniency, isBuffered }: Pick<ShapeContext, 'leniency' | 'isBuffered'>,
): string | undefined {
  if (leniency === 'none' || node.kind !== 'table' || node.entries.size !== 1) return undefined
  const [[name, { value }]] = [...node.entries] as [[string, TomlEntry]]
  const isEmptyTable = value.kind === 'table' && value.entries.size === 0
  const isEmptyArray = value.kind === 'array' && value.items.length === 0
  const isEmpty =
    leniency === 'json'
      ? value.kind === 'null' || (isEmptyTable && isBuffered)
      : isEmptyTable || (isEmptyArray && !isBuffered)
  return isEmpty ? name : undefined
}
