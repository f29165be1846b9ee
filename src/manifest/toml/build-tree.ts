import type { AST } from 'toml-eslint-parser'
import { NAME_LIMITS } from '../../contract/limits.ts'
import { datetimeText } from './datetime-text.ts'
import { longStringText } from './long-string-text.ts'
import type { TomlArray, TomlEntry, TomlNode, TomlTable } from './toml-node.ts'

interface OpenTable extends TomlTable {
  readonly entries: Map<string, TomlEntry>
}

interface OpenArray extends TomlArray {
  readonly items: TomlNode[]
}

type KeyNode = AST.TOMLBare | AST.TOMLQuoted

/** A document as one table, or the first key that has more parts than the host follows. */
export type BuiltTree = { readonly root: TomlTable } | { readonly deepKey: AST.TOMLKey }

/**
 * Joins headers and dotted keys of a parsed document into one table; the parser has refused duplicate keys already.
 * A table written with a header has the place of the header's key, an implicit one the place of the key that made it.
 * @param text the whole document
 * @source host contract 1.2
 */
export function buildTree(document: AST.TOMLTopLevelTable, text: string): BuiltTree {
  const builder = new TreeBuilder(text)
  const root = newTable(0, 0)
  for (const part of document.body) {
    if (part.type === 'TOMLKeyValue') {
      builder.addKeyValue(root, part)
    } else {
      const table = builder.openHeader(root, part)
      for (const keyValue of part.body) builder.addKeyValue(table, keyValue)
    }
  }
  return builder.deepKey === undefined ? { root } : { deepKey: builder.deepKey }
}

class TreeBuilder {
  deepKey: AST.TOMLKey | undefined

  constructor(private readonly text: string) {}

  openHeader(root: OpenTable, header: AST.TOMLTable): OpenTable {
    const [start, end] = header.key.range
    const parent = this.descend(root, header.key)
    const last = lastOf(header.key)
    const existing = parent.entries.get(nameOf(last))?.value
    if (header.kind === 'array') {
      const array = (existing ?? newArray(start, end)) as OpenArray
      const table = newTable(start, end)
      array.items.push(table)
      if (existing === undefined) addEntry(parent, last, array)
      return table
    }
    const entries = (existing as OpenTable | undefined)?.entries ?? new Map()
    const table = { ...newTable(start, end), entries }
    addEntry(parent, last, table)
    return table
  }

  addKeyValue(table: OpenTable, keyValue: AST.TOMLKeyValue): void {
    addEntry(this.descend(table, keyValue.key), lastOf(keyValue.key), this.toNode(keyValue.value))
  }

  /** Follows all but the last part of a key, into the last item of an array of tables; makes what is missing. */
  private descend(from: OpenTable, key: AST.TOMLKey): OpenTable {
    if (key.keys.length > NAME_LIMITS.tomlNestingDepth) this.deepKey ??= key
    let table = from
    for (const part of key.keys.slice(0, -1)) {
      const existing = table.entries.get(nameOf(part))?.value
      if (existing === undefined) {
        const child = newTable(...part.range)
        addEntry(table, part, child)
        table = child
      } else {
        table = (existing.kind === 'array' ? existing.items.at(-1) : existing) as OpenTable
      }
    }
    return table
  }

  private toNode(content: AST.TOMLContentNode): TomlNode {
    const [start, end] = content.range
    if (content.type === 'TOMLArray') {
      const items = content.elements.map(element => this.toNode(element))
      return { kind: 'array', items, start, end }
    }
    if (content.type === 'TOMLInlineTable') {
      const table = newTable(start, end)
      for (const keyValue of content.body) this.addKeyValue(table, keyValue)
      return table
    }
    const { text } = this
    if (content.kind === 'string' && content.multiline && text.slice(start, end).includes('\r'))
      return { kind: 'string', value: longStringText(text.slice(start, end)), start, end }
    return toScalar(content, start, end)
  }
}

function addEntry(table: OpenTable, key: KeyNode, value: TomlNode): void {
  table.entries.set(nameOf(key), { keyStart: key.range[0], keyEnd: key.range[1], value })
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

function lastOf(key: AST.TOMLKey): KeyNode {
  return key.keys.at(-1) as KeyNode
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
