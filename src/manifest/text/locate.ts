import type { Place } from '../../finding.ts'
import { type KeyPath, parseKeyPath } from '../key-path.ts'
import type { LineMap } from '../toml/line-map.ts'
import type { TomlEntry, TomlNode, TomlTable } from '../toml/toml-node.ts'

/**
 * Where a key path such as `tools[0].input_schema.type` stands: its value, or its key; falls back to the nearest existing
 * parent. A table written with a header is shown at the header's key. Keys with dots or spaces are written `a["b.c"]`.
 */
export type Locate = (path: string, part?: 'key' | 'value') => Place

export function createLocate(root: TomlTable, lines: LineMap): Locate {
  return (path, part = 'value') => {
    const { node, entry } = follow(root, parseKeyPath(path))
    return part === 'key' && entry !== undefined
      ? lines.placeOf(entry.keyStart, entry.keyEnd)
      : lines.placeOf(node.start, node.end)
  }
}

/** Offsets of the value at a key path; undefined when a part of the path is missing. */
export function spanOf(root: TomlTable, path: string): { start: number; end: number } | undefined {
  const segments = parseKeyPath(path)
  const { node, depth } = follow(root, segments)
  return depth === segments.length ? { start: node.start, end: node.end } : undefined
}

/** The key and value at a path; undefined when a part of it is missing, or when it is an item of an array. */
export function entryOf(root: TomlTable, path: string): TomlEntry | undefined {
  const segments = parseKeyPath(path)
  const { entry, depth } = follow(root, segments)
  return depth === segments.length ? entry : undefined
}

interface Found {
  readonly node: TomlNode
  readonly entry?: TomlEntry
  /** How many segments of the path led here. */
  readonly depth: number
}

/** The deepest node on the path, with its own key unless it is the item of an array. */
function follow(root: TomlTable, path: KeyPath): Found {
  let found: Found = { node: root, depth: 0 }
  for (const segment of path) {
    const { node, depth } = found
    if (node.kind === 'array' && typeof segment === 'number') {
      const item = node.items[segment]
      if (item === undefined) return found
      found = { node: item, depth: depth + 1 }
    } else {
      const entry = node.kind === 'table' ? node.entries.get(String(segment)) : undefined
      if (entry === undefined) return found
      found = { node: entry.value, entry, depth: depth + 1 }
    }
  }
  return found
}
