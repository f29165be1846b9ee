export interface Frequency {
  readonly word: string
  readonly count: number
}

const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu

export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? []
}

/** The most frequent words, case aside; equal counts in alphabetical order. */
export function mostFrequent(words: readonly string[], top: number): Frequency[] {
  const counts = new Map<string, number>()
  for (const word of words) {
    const key = word.toLowerCase()
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts]
    .map(([word, count]) => ({ word, count }))
    .sort((left, right) => right.count - left.count || (left.word < right.word ? -1 : 1))
    .slice(0, top)
}
