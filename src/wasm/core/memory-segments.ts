import { i32Constant } from './constant-expression.ts'
import type { DataSegment } from './core-module.ts'

/** In words of four bytes. A segment costs about seven bytes, so that a shorter run of zeros is cheaper to keep. */
const SHORTEST_GAP = 4

/**
 * Active data segments that turn a zeroed memory 0 into this image; long runs of zeros are left out.
 * @param image whole pages, which start at a multiple of four in their buffer
 */
export function memorySegments(image: Uint8Array): DataSegment[] {
  const words = new Int32Array(image.buffer, image.byteOffset, image.length >> 2)
  const count = words.length
  const segments: DataSegment[] = []
  let position = 0
  while (position < count) {
    while (position < count && words[position] === 0) position++
    const start = position
    let end = position
    while (position < count && position - end < SHORTEST_GAP) {
      if (words[position++] !== 0) end = position
    }
    if (end > start) segments.push(segment(image, start * 4, end * 4))
  }
  return segments
}

function segment(image: Uint8Array, start: number, end: number): DataSegment {
  return {
    mode: { kind: 'active', index: 0, offset: i32Constant(start) },
    bytes: image.subarray(start, end),
  }
}
