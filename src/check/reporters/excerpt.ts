import type { Place } from '../../finding.ts'
import type { PackageFiles } from '../../package/loaded-plugin.ts'
import { escapeText } from '../../quote.ts'

const MAX_WIDTH = 100
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * The offending line with a marker under the offending part.
 * @returns two lines, or undefined when the file is not among the packaged ones or the place has no line
 */
export function excerptOf(files: PackageFiles, at: Place): [string, string] | undefined {
  const bytes = files.get(at.file)
  if (bytes === undefined || at.line === undefined) return undefined
  const line = utf8.decode(bytes).split(/\r?\n/)[at.line - 1]
  if (line === undefined || line.trim() === '') return undefined
  const column = (at.column ?? 1) - 1
  const width = at.endLine === at.line && at.endColumn ? Math.max(1, at.endColumn - 1 - column) : 1
  const number = `${at.line} | `
  const before = line.slice(0, column).replaceAll('\t', ' ')
  const shown = escapeText(line.replaceAll('\t', ' '), MAX_WIDTH)
    .replaceAll('\\"', '"')
    .replaceAll('\\\\', '\\')
  const marker = '^'.repeat(Math.min(width, Math.max(1, MAX_WIDTH - column)))
  return [number + shown, ' '.repeat(number.length + Math.min(before.length, MAX_WIDTH)) + marker]
}
