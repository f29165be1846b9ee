/** Random choices that are the same in every run with the same seed. */
export interface RandomSource {
  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number
  pick<Item>(items: readonly Item[]): Item
}

/** The mulberry32 generator: 32 bits of state, good enough to choose mutations by. */
export function randomSource(seed: number): RandomSource {
  let state = seed >>> 0
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
  return { below, pick: items => items[below(items.length)] as never }
}
