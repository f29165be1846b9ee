import type { Place } from '../../finding.ts'
import type { PackageFiles } from '../../package/loaded-plugin.ts'
import { escapeUnseen } from './neutralise-text.ts'

const MAX_WIDTH = 100
/** How much is shown before the marked part of a line that is longer than the width. */
const LEAD = 40
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * The offending line with a marker under the offending part; of a long line the part around it.
 * @returns two lines, or undefined when the file is not among the packaged ones or the place has no line
 */
export function excerptOf(files: PackageFiles, at: Place): [string, string] | undefined {
  const bytes = files.get(at.file)
  if (bytes === undefined || at.line === undefined) return undefined
  const line = utf8.decode(bytes).split(/\r?\n/)[at.line - 1]
  if (line === undefined || line.trim() === '') return undefined
  const start = Math.min((at.column ?? 1) - 1, line.length)
  const end = at.endLine === at.line && at.endColumn ? Math.max(at.endColumn - 1, start + 1) : start + 1
  const from = line.length > MAX_WIDTH && start > MAX_WIDTH - LEAD ? start - LEAD : 0
  const to = Math.min(line.length, from + MAX_WIDTH)
  const before = (from > 0 ? '…' : '') + visible(line.slice(from, start))
  const marked = visible(line.slice(start, Math.min(end, to)))
  const after = visible(line.slice(Math.min(end, to), to)) + (to < line.length ? '…' : '')
  const number = `${at.line} | `
  return [
    number + before + marked + after,
    ' '.repeat(number.length + before.length) + '^'.repeat(Math.max(1, marked.length)),
  ]
}

function visible(text: string): string {
  return escapeUnseen(text.replaceAll('\t', ' '))
}
