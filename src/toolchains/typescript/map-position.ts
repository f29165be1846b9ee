import { SourceMap, type SourceMapPayload } from 'node:module'
import type { Place } from '../../finding.ts'

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
