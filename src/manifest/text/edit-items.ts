import type { TomlArray, TomlNode } from '../toml/toml-node.ts'
import { type Change, insert, lineBreak, lineEnd, lineStart } from './text-changes.ts'

/**
 * Takes one item of a list away, with its comma and, when it stands alone there, its line; of a table under a header the header
 * and all its keys.
 */
export function removeItem(text: string, { items, end: arrayEnd }: TomlArray, index: number): Change[] {
  const item = items[index]
  if (item === undefined) return []
  if (isUnderHeader(text, item)) return [removeBlock(text, item)]
  const comma = /^\s*(?:#[^\n]*\n\s*)*,/.exec(text.slice(item.end, items[index + 1]?.start ?? arrayEnd))?.[0]
  const end = item.end + (comma?.length ?? 0)
  const from = lineStart(text, item.start)
  const to = lineEnd(text, end)
  const isAlone = /^\s*$/.test(text.slice(from, item.start)) && /^[ \t]*(?:#.*)?$/.test(text.slice(end, to))
  if (isAlone && to < text.length) return [{ start: from, end: nextLine(text, to), text: '' }]
  const before = items[index - 1]
  if (comma === undefined && before) return [{ start: before.end, end: item.end, text: '' }]
  const space = /^[ \t]*/.exec(text.slice(end))![0].length
  return [{ start: item.start, end: end + (items.length > 1 ? space : 0), text: '' }]
}

/** Adds a table under a header of its own behind the last one. */
export function appendBlock(
  text: string,
  { items }: TomlArray,
  header: string,
  lines: readonly string[],
): Change[] {
  const last = items.at(-1)
  if (last === undefined || !isUnderHeader(text, last)) return []
  const line = lineBreak(text)
  return [insert(lineEnd(text, endOf(last)), `${line}${line}${[header, ...lines].join(line)}`)]
}

/** A table under a header has the place of its key, and there no bracket opens. */
export function isUnderHeader(text: string, item: TomlNode): boolean {
  return item.kind === 'table' && text[item.start] !== '{'
}

function removeBlock(text: string, item: TomlNode): Change {
  const start = lineStart(text, item.start)
  const end = nextLine(text, lineEnd(text, endOf(item)))
  const blank = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0
  return { start, end: end + blank, text: '' }
}

function endOf(node: TomlNode): number {
  if (node.kind !== 'table') return node.end
  return Math.max(node.end, ...[...node.entries.values()].map(({ value }) => endOf(value)))
}

function nextLine(text: string, end: number): number {
  const feed = text.indexOf('\n', end)
  return feed < 0 ? text.length : feed + 1
}
