import { i32Constant } from './constant-expression.ts'
import type { DataSegment } from './core-module.ts'

/** A segment costs about six bytes, so that a shorter run of zeros is cheaper to keep. */
const SHORTEST_GAP = 16

/** Active data segments that turn a zeroed memory 0 into this image; long runs of zeros are left out. */
export function memorySegments(image: Uint8Array): DataSegment[] {
  const segments: DataSegment[] = []
  let position = nextNonZero(image, 0)
  while (position < image.length) {
    const start = position
    let end = position
    while (position < image.length && position - end <= SHORTEST_GAP) {
      if (image[position] !== 0) end = position
      position++
    }
    segments.push({
      mode: { kind: 'active', index: 0, offset: i32Constant(start) },
      bytes: image.subarray(start, end + 1),
    })
    position = nextNonZero(image, position)
  }
  return segments
}

function nextNonZero(image: Uint8Array, from: number): number {
  let position = from
  while (position < image.length && image[position] === 0) position++
  return position
}
