import type { Place } from '../../finding.ts'

/** Turns offsets of one text into places. */
export interface LineMap {
  /** Offsets are UTF-16 units; line and column count from 1, the end is exclusive. */
  placeOf(start: number, end: number): Place
}

export function createLineMap(file: string, text: string): LineMap {
  const lineStarts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1)
  return {
    placeOf(start, end) {
      const from = positionOf(lineStarts, start)
      const to = positionOf(lineStarts, end)
      return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
    },
  }
}

function positionOf(lineStarts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0
  let high = lineStarts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((lineStarts[middle] as number) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (lineStarts[low] as number) + 1 }
}
