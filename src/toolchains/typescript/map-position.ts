import { SourceMap, type SourceMapPayload } from 'node:module'
import type { Place } from '../../finding.ts'

/** The source place of an offset in the bundle, in UTF-16 units; undefined for code that no file of the project holds. */
export function mapOffset(code: string, sourceMap: string, offset: number): Place | undefined {
  const before = code.slice(0, offset).split('\n')
  return mapPosition(sourceMap, before.length, before.at(-1)!.length + 1)
}

/**
 * The source place of a position in the bundle; undefined for code that no file of the project holds.
 * @param line counted from 1, as `column`
 */
export function mapPosition(sourceMap: string, line: number, column: number): Place | undefined {
  const payload = JSON.parse(sourceMap) as SourceMapPayload
  const entry = new SourceMap(payload).findEntry(line - 1, column - 1)
  if (!('originalSource' in entry) || entry.originalSource === undefined) return undefined
  const file = entry.originalSource
  if (file.startsWith('../') || file.startsWith('yoi-plugin:')) return undefined
  return { file, line: entry.originalLine + 1, column: entry.originalColumn + 1 }
}
