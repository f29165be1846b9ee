/** A whole number from 0 to one less than `below`. */
export type Random = (below: number) => number

/** xorshift32: the same numbers on every machine. */
export function randomSource(seed: number): Random {
  let state = seed
  return below => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

/** One to four of: another byte, a bit, a byte fewer, a byte more, a stretch copied elsewhere. */
export function mutate(source: Uint8Array, random: Random): Uint8Array {
  const bytes = [...source]
  for (let times = 1 + random(4); times > 0; times--) {
    const at = bytes.length > 8 ? 8 + random(bytes.length - 8) : random(bytes.length)
    const choice = random(5)
    if (choice === 0) bytes[at] = random(256)
    else if (choice === 1) bytes[at] = bytes[at]! ^ (1 << random(8))
    else if (choice === 2) bytes.splice(at, 1)
    else if (choice === 3) bytes.splice(at, 0, random(256))
    else bytes.splice(at, random(4), ...bytes.slice(random(bytes.length)).slice(0, random(12)))
  }
  return Uint8Array.from(bytes)
}
