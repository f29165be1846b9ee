/**
 * Makes the numbers of `Math.random` follow from tool and input: the same call gives the same numbers, everywhere.
 * The generator is mulberry32, its seed the FNV-1a hash of both texts.
 */
export function seedRandom(tool: string, input: string): void {
  let state = hash(input, hash(tool, 0x811c9dc5))
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function hash(text: string, start: number): number {
  let state = start
  for (let index = 0; index < text.length; index++)
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193)
  return state
}
