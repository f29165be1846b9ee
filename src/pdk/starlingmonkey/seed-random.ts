const MASK = (1n << 64n) - 1n
const START = [0x243f6a8885a308d3n, 0x13198a2e03707344n] as const
const FACTORS = [0x9e3779b97f4a7c15n, 0xbf58476d1ce4e5b9n] as const
const BLOCK_BYTES = 16

type Hash = readonly [low: bigint, high: bigint]

/**
 * Makes the numbers of `Math.random` follow from tool and input: the same call gives the same numbers, everywhere, and those that
 * QuickJS gives (`notes.wat`): SplitMix64 from a hash of both texts.
 */
export function seedRandom(tool: string, input: string): void {
  const [low, high] = hash(hash(START, tool), input)
  let state = low ^ (((high << 32n) | (high >> 32n)) & MASK)
  Math.random = () => {
    state = (state + 0x9e3779b97f4a7c15n) & MASK
    let bits = state
    bits = ((bits ^ (bits >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK
    bits = ((bits ^ (bits >> 27n)) * 0x94d049bb133111ebn) & MASK
    bits ^= bits >> 31n
    return Number(bits >> 11n) * 2 ** -53
  }
}

/** Text in UTF-8, zeros behind it up to a whole block; an empty one is a block too. */
function hash(start: Hash, text: string): Hash {
  const bytes = new TextEncoder().encode(text)
  const padded = new Uint8Array(Math.max(1, Math.ceil(bytes.length / BLOCK_BYTES)) * BLOCK_BYTES)
  padded.set(bytes)
  const view = new DataView(padded.buffer)
  let [low, high] = start
  for (let offset = 0; offset < padded.length; offset += BLOCK_BYTES) {
    low = mix(low, view.getBigUint64(offset, true), FACTORS[0])
    high = mix(high, view.getBigUint64(offset + 8, true), FACTORS[1])
  }
  return [low, high]
}

function mix(state: bigint, word: bigint, factor: bigint): bigint {
  const product = ((state ^ word) * factor) & MASK
  return product ^ (product >> 29n)
}
