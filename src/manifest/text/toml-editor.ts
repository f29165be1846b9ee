import type { Edit } from '../../finding.ts'
import { formatKeyPath, parseKeyPath } from '../key-path.ts'
import type { TomlArray, TomlTable } from '../toml/toml-node.ts'
import { appendBlock, removeItem } from './edit-items.ts'
import { entryOf, spanOf } from './locate.ts'
import { type Change, insert, lineBreak, lineEnd, lineStart } from './text-changes.ts'

/** Changes to a TOML file that leave everything around them as it stands. An empty list: not possible in this form. */
export interface TomlEditor {
  /**
   * Adds an item at the end of an array; makes the array when the file has none.
   * @param key top-level key, bare
   * @param item one TOML value on one line
   */
  appendItem(key: string, item: string): readonly Edit[]
  /**
   * Adds a table at the end of an array of tables, in the form that the array has.
   * @param key top-level key, bare
   * @param entries keys, bare, and values as TOML on one line
   */
  appendTable(key: string, entries: readonly (readonly [key: string, value: string])[]): readonly Edit[]
  /** Takes an item of an array away, e.g. `request[1].methods[0]`. */
  removeItem(path: string): readonly Edit[]
  /**
   * Adds a key to the table of an entry that is there, behind it.
   * @param path of the entry whose neighbour it becomes; its value stands on one line
   * @param key bare
   * @param value one TOML value on one line
   */
  addBeside(path: string, key: string, value: string): readonly Edit[]
  /**
   * Puts another value in the place of one.
   * @param value one TOML value on one line
   */
  replaceValue(path: string, value: string): readonly Edit[]
  /** Takes a key and its value away, with the line that they stand on. */
  removeEntry(path: string): readonly Edit[]
  /** Takes a comment away, with its line when nothing else stands there. Offsets as in `TomlComment`. */
  removeComment(start: number, end: number): readonly Edit[]
}

/** The editor of a file that could not be read. */
export const NO_EDITOR: TomlEditor = {
  appendItem: () => [],
  appendTable: () => [],
  removeItem: () => [],
  addBeside: () => [],
  replaceValue: () => [],
  removeEntry: () => [],
  removeComment: () => [],
}

export function createTomlEditor(file: string, text: string, root: TomlTable): TomlEditor {
  const toEdits = (changes: readonly Change[]): Edit[] => changes.map(change => ({ file, ...change }))
  return {
    appendItem: (key, item) => toEdits(appendItem(text, root, key, item)),
    appendTable: (key, entries) => {
      const lines = entries.map(([name, value]) => `${name} = ${value}`)
      const array = root.entries.get(key)?.value
      const block = array?.kind === 'array' ? appendBlock(text, array, `[[${key}]]`, lines) : []
      return toEdits(block.length > 0 ? block : appendItem(text, root, key, `{ ${lines.join(', ')} }`))
    },
    removeItem: path => {
      const segments = parseKeyPath(path)
      const array = entryOf(root, formatKeyPath(segments.slice(0, -1)))?.value
      return toEdits(array?.kind === 'array' ? removeItem(text, array, Number(segments.at(-1))) : [])
    },
    addBeside: (path, key, value) => toEdits(addBeside(text, root, path, `${key} = ${value}`)),
    replaceValue: (path, value) => {
      const span = spanOf(root, path)
      return toEdits(span ? [{ ...span, text: value }] : [])
    },
    removeEntry: path => {
      const entry = entryOf(root, path)
      return toEdits(entry ? removeLine(text, entry.keyStart, entry.value.end) : [])
    },
    removeComment: (start, end) => {
      const line = removeLine(text, start, end)
      return toEdits(line.length > 0 ? line : [{ start: trimEnd(text, start), end, text: '' }])
    },
  }
}

function appendItem(text: string, root: TomlTable, key: string, item: string): Change[] {
  const value = root.entries.get(key)?.value
  if (value === undefined) return addKey(text, root, `${key} = [${item}]`)
  const isInline = value.kind === 'array' && text[value.start] === '['
  return isInline ? addToArray(text, value, item) : []
}

/** Below a key that every manifest has, and so above the first header. */
function addKey(text: string, root: TomlTable, line: string): Change[] {
  const neighbour = root.entries.get('surfaces') ?? root.entries.get('version')
  const isScalar = neighbour && (neighbour.value.kind === 'string' || text[neighbour.value.start] === '[')
  if (!isScalar) return []
  return [insert(lineEnd(text, neighbour.value.end), `${lineBreak(text)}${line}`)]
}

function addToArray(text: string, array: TomlArray, item: string): Change[] {
  const last = array.items.at(-1)
  if (last === undefined) return [insert(array.start + 1, item)]
  const indent = /^[ \t]*$/.exec(text.slice(lineStart(text, last.start), last.start))?.[0]
  const end = lineEnd(text, last.end)
  // On one line, or so irregular that a line of its own would need more than one guess.
  if (indent === undefined || end >= array.end) return [insert(last.end, `, ${item}`)]
  const rest = text.slice(last.end, end).replace(/#.*$/, '')
  const comma = rest.includes(',') ? ',' : ''
  const line = insert(end, `${lineBreak(text)}${indent}${item}${comma}`)
  return comma ? [line] : [insert(last.end, ','), line]
}

/** On a line of its own below an entry that has one; within an inline table behind the value. */
function addBeside(text: string, root: TomlTable, path: string, addition: string): Change[] {
  const entry = entryOf(root, path)
  if (entry === undefined) return []
  const { keyStart, value } = entry
  const before = text.slice(lineStart(text, keyStart), keyStart)
  if (isInline(text, root, path)) {
    const [dotted] = /(?:[^\s{},.]+[ \t]*\.[ \t]*)*$/.exec(before) as RegExpExecArray
    return [insert(value.end, `, ${dotted}${addition}`)]
  }
  return [insert(lineEnd(text, value.end), `${lineBreak(text)}${before}${addition}`)]
}

/** Whether one of the tables around an entry is written in braces. */
function isInline(text: string, root: TomlTable, path: string): boolean {
  const segments = parseKeyPath(path)
  return segments.some((_, index) => {
    const span = spanOf(root, formatKeyPath(segments.slice(0, index)))
    return index > 0 && span !== undefined && text[span.start] === '{'
  })
}

/** Removes a span and its line when the line holds nothing else but a comment. */
function removeLine(text: string, start: number, end: number): Change[] {
  const from = lineStart(text, start)
  const to = text.indexOf('\n', end)
  const isAlone =
    /^\s*(?:[A-Za-z0-9_-]+[ \t]*\.[ \t]*)*$/.test(text.slice(from, start)) &&
    /^[ \t]*(?:#.*)?\r?$/.test(text.slice(end, to < 0 ? undefined : to))
  return isAlone ? [{ start: from, end: to < 0 ? text.length : to + 1, text: '' }] : []
}

function trimEnd(text: string, at: number): number {
  return text.slice(0, at).trimEnd().length
}
