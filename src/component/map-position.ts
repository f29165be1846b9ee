import { SourceMap, type SourceMapPayload } from 'node:module'
import type { Place } from '../finding.ts'

/** The source place of a position in a bundle, both counted from 1; undefined for code that no file of the project holds. */
export type MapPosition = (line: number, column: number) => Place | undefined

/** @throws SyntaxError for a text that is no JSON, and what a broken map makes Node throw */
export function openSourceMap(sourceMap: string): MapPosition {
  const map = new SourceMap(JSON.parse(sourceMap) as SourceMapPayload)
  return (line, column) => {
    const entry = map.findEntry(line - 1, column - 1)
    if (!('originalSource' in entry) || entry.originalSource === undefined) return undefined
    const file = entry.originalSource
    if (file.startsWith('../') || file.startsWith('yoi-plugin:')) return undefined
    return { file, line: entry.originalLine + 1, column: entry.originalColumn + 1 }
  }
}

/** The source place of a position in the bundle; undefined for code that no file of the project holds. */
export function mapPosition(sourceMap: string, line: number, column: number): Place | undefined {
  return openSourceMap(sourceMap)(line, column)
}

/** The same of an offset, in UTF-16 units. */
export function mapOffset(code: string, sourceMap: string, offset: number): Place | undefined {
  const before = code.slice(0, offset).split('\n')
  return mapPosition(sourceMap, before.length, before.at(-1)!.length + 1)
}
