/** Above this many edits a suggestion would be a guess. */
const MAX_EDITS = 3

/**
 * The candidate closest to a mistyped word, or undefined when none is close.
 * Distance is Levenshtein with the swap of two neighbours counted once; a candidate that starts with the word always counts.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const limit = Math.min(MAX_EDITS, Math.max(1, Math.floor(word.length / 2)))
  const ranked = candidates
    .map(candidate => ({
      candidate,
      edits: word.length > 1 && candidate.startsWith(word) ? 1 : edits(word, candidate),
    }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits)
  return ranked[0]?.candidate
}

function edits(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)]
  for (let row = 1; row <= from.length; row++) {
    const line = [row]
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1]
      const isSwap =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      line[column] = Math.min(
        rows[row - 1]![column]! + 1,
        line[column - 1]! + 1,
        rows[row - 1]![column - 1]! + (isSame ? 0 : 1),
        isSwap ? rows[row - 2]![column - 2]! + 1 : Number.POSITIVE_INFINITY,
      )
    }
    rows.push(line)
  }
  return rows[from.length]![to.length]!
}
