import { i32Constant } from './constant-expression.ts'
import type { DataSegment } from './core-module.ts'

/** In words of four bytes. A segment costs about seven bytes, so that a shorter run of zeros is cheaper to keep. */
const SHORTEST_GAP = 4

const BLOCK_WORDS = 1024
const ZERO_BLOCK = Buffer.alloc(BLOCK_WORDS * 4)

/**
 * Active data segments that turn a zeroed memory 0 into this image; long runs of zeros are left out.
 * @param image whole pages, which start at a multiple of four in their buffer
 */
export function memorySegments(image: Uint8Array): DataSegment[] {
  const words = new Int32Array(image.buffer, image.byteOffset, image.length >> 2)
  const count = words.length
  const segments: DataSegment[] = []
  let position = nextWord(image, words, 0)
  while (position < count) {
    const start = position
    let end = position
    while (position < count && position - end < SHORTEST_GAP) {
      if (words[position++] !== 0) end = position
    }
    segments.push(segment(image, start * 4, end * 4))
    position = nextWord(image, words, position)
  }
  return segments
}

/** The next word that is not zero. Most of a memory is zeros, whole blocks of which one native comparison skips. */
function nextWord(image: Uint8Array, words: Int32Array, from: number): number {
  let position = from
  while (position < words.length && words[position] === 0) {
    const isBlockStart = position % BLOCK_WORDS === 0
    const block = isBlockStart ? image.subarray(position * 4, (position + BLOCK_WORDS) * 4) : null
    position += block !== null && ZERO_BLOCK.equals(block) ? BLOCK_WORDS : 1
  }
  return position
}

function segment(image: Uint8Array, start: number, end: number): DataSegment {
  return {
    mode: { kind: 'active', index: 0, offset: i32Constant(start) },
    bytes: image.subarray(start, end),
  }
}
