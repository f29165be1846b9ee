import type { Edit } from '../../finding.ts'

/** A change of one text; see `Edit`. */
export type Change = Omit<Edit, 'file'>

export function insert(at: number, text: string): Change {
  return { start: at, end: at, text }
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1
}

/** Before the line break, whichever it is. */
export function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at)
  if (feed < 0) return text.length
  return text[feed - 1] === '\r' && feed - 1 >= at ? feed - 1 : feed
}

export function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}
