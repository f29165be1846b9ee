import type { Place } from '../../finding.ts'
import { escapeUnseen } from './neutralise-text.ts'

const MAX_WIDTH = 100
/** How much is shown before the marked part of a line that is longer than the width. */
const LEAD = 40
/** A longer part is marked at its start only: more marks tell nothing more. */
const MAX_MARKS = 60
const LINE_FEED = 0x0a
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * The offending line with a marker under the offending part; of a long line the part around it.
 * @param bytes of the file, if it is at hand
 * @returns two lines, or undefined without the file or the line
 */
export function excerptOf(bytes: Uint8Array | undefined, at: Place): [string, string] | undefined {
  if (bytes === undefined || at.line === undefined) return undefined
  const line = lineOf(bytes, at.line)
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
    ' '.repeat(number.length + before.length) + '^'.repeat(Math.min(MAX_MARKS, Math.max(1, marked.length))),
  ]
}

/** @param number counts from 1; undefined when the file has no such line */
function lineOf(bytes: Uint8Array, number: number): string | undefined {
  let start = 0
  for (let line = 1; line < number; line += 1) {
    const feed = bytes.indexOf(LINE_FEED, start)
    if (feed < 0) return undefined
    start = feed + 1
  }
  const end = bytes.indexOf(LINE_FEED, start)
  return utf8.decode(bytes.subarray(start, end < 0 ? bytes.byteLength : end)).replace(/\r$/, '')
}

function visible(text: string): string {
  return escapeUnseen(text.replaceAll('\t', ' '))
}
