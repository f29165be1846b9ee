import { SourceMap, type SourceMapPayload } from 'node:module'
import type { Place } from '../finding.ts'

/** The source place of a position in a bundle, both counted from 1; undefined for code that no file of the project holds. */
export type MapPosition = (line: number, column: number) => Place | undefined

/** An address, or an absolute path: `yoi-plugin:` stands before our own modules. */
const ROOTED = /^([a-z][a-z\d+.-]*:|[\\/])/i
const LEADS_UP = /(^|[\\/])\.\.([\\/]|$)/

/**
 * A map may be a stranger's: what it says of a position that is no place in a file of the project places nothing.
 * @throws SyntaxError for a text that is no JSON, and what a broken map makes Node throw
 */
export function openSourceMap(sourceMap: string): MapPosition {
  const map = new SourceMap(JSON.parse(sourceMap) as SourceMapPayload)
  return (line, column) => {
    const entry = map.findEntry(line - 1, column - 1)
    if (!('originalSource' in entry)) return undefined
    const { originalSource: file, originalLine, originalColumn } = entry
    if (!isProjectFile(file) || !isOffset(originalLine) || !isOffset(originalColumn)) return undefined
    return { file, line: originalLine + 1, column: originalColumn + 1 }
  }
}

function isProjectFile(source: unknown): source is string {
  return typeof source === 'string' && source !== '' && !ROOTED.test(source) && !LEADS_UP.test(source)
}

function isOffset(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0
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
