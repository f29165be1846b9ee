import type { AST } from 'toml-eslint-parser'
import { datetimeText } from './datetime-text.ts'
import type { TomlArray, TomlEntry, TomlNode, TomlTable } from './toml-node.ts'

interface OpenTable extends TomlTable {
  readonly entries: Map<string, TomlEntry>
}

interface OpenArray extends TomlArray {
  readonly items: TomlNode[]
}

type KeyNode = AST.TOMLBare | AST.TOMLQuoted

/**
 * Joins headers and dotted keys of a parsed document into one table; the parser has refused duplicate keys already.
 * A table written with a header has the place of the header's key, an implicit one the place of the key that made it.
 */
export function buildTree(document: AST.TOMLTopLevelTable): TomlTable {
  const root = newTable(0, 0)
  for (const part of document.body) {
    if (part.type === 'TOMLKeyValue') {
      addKeyValue(root, part)
    } else {
      const table = openHeader(root, part)
      for (const keyValue of part.body) addKeyValue(table, keyValue)
    }
  }
  return root
}

function openHeader(root: OpenTable, header: AST.TOMLTable): OpenTable {
  const [start, end] = header.key.range
  const keys = header.key.keys
  const last = keys.at(-1) as KeyNode
  const parent = descend(root, keys.slice(0, -1))
  const existing = parent.entries.get(nameOf(last))?.value
  if (header.kind === 'array') {
    const array = (existing ?? newArray(start, end)) as OpenArray
    const table = newTable(start, end)
    array.items.push(table)
    if (existing === undefined) addEntry(parent, last, array)
    return table
  }
  const table = {
    ...newTable(start, end),
    entries: (existing as OpenTable | undefined)?.entries ?? new Map(),
  }
  addEntry(parent, last, table)
  return table
}

/** Follows keys from table to table, into the last item of an array of tables; makes what is missing. */
function descend(from: OpenTable, keys: readonly KeyNode[]): OpenTable {
  let table = from
  for (const key of keys) {
    const existing = table.entries.get(nameOf(key))?.value
    if (existing === undefined) {
      const child = newTable(...key.range)
      addEntry(table, key, child)
      table = child
    } else {
      table = (existing.kind === 'array' ? existing.items.at(-1) : existing) as OpenTable
    }
  }
  return table
}

function addKeyValue(table: OpenTable, keyValue: AST.TOMLKeyValue): void {
  const keys = keyValue.key.keys
  addEntry(descend(table, keys.slice(0, -1)), keys.at(-1) as KeyNode, toNode(keyValue.value))
}

function addEntry(table: OpenTable, key: KeyNode, value: TomlNode): void {
  table.entries.set(nameOf(key), { keyStart: key.range[0], keyEnd: key.range[1], value })
}

function toNode(content: AST.TOMLContentNode): TomlNode {
  const [start, end] = content.range
  if (content.type === 'TOMLArray') {
    const array = newArray(start, end)
    array.items.push(...content.elements.map(toNode))
    return array
  }
  if (content.type === 'TOMLInlineTable') {
    const table = newTable(start, end)
    for (const keyValue of content.body) addKeyValue(table, keyValue)
    return table
  }
  return toScalar(content, start, end)
}

function toScalar(content: AST.TOMLValue, start: number, end: number): TomlNode {
  switch (content.kind) {
    case 'string':
      return { kind: 'string', value: content.value, start, end }
    case 'integer':
      return { kind: 'integer', value: content.bigint, start, end }
    case 'float': {
      const isOverflow = !Number.isFinite(content.value) && !/inf|nan/.test(content.number)
      return { kind: 'float', value: content.value, isOverflow, start, end }
    }
    case 'boolean':
      return { kind: 'boolean', value: content.value, start, end }
    default:
      return { kind: 'datetime', text: datetimeText(content.datetime), start, end }
  }
}

function nameOf(key: KeyNode): string {
  return key.type === 'TOMLBare' ? key.name : key.value
}

function newTable(start: number, end: number): OpenTable {
  return { kind: 'table', entries: new Map(), start, end }
}

function newArray(start: number, end: number): OpenArray {
  return { kind: 'array', items: [], start, end }
}
