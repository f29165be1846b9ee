import type { AuthorTrace } from '../check/check-report.ts'
import { escapeText } from '../quote.ts'

/** Where the code stood and what it threw, in a line for a report; nothing when nothing is known. */
export function faultLine({ fault }: Pick<AuthorTrace, 'fault'>): string[] {
  if (fault === null || (fault.message === null && fault.at === null)) return []
  const word = fault.message === null ? 'stopped' : 'thrown'
  const place =
    fault.at === null ? '' : ` at ${escapeText(fault.at.file)}:${fault.at.line}:${fault.at.column}`
  return [`${word}${place}${fault.message === null ? '' : `: ${escapeText(fault.message)}`}`]
}
