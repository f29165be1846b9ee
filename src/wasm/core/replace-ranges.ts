import { ByteWriter } from '../byte-writer.ts'

/** Bytes `[start, end)` of a body and what stands there afterwards. */
export interface Replacement {
  readonly start: number
  readonly end: number
  readonly code: Uint8Array
}

/** Copies a body with some ranges replaced; they must be in ascending order and must not overlap. */
export function replaceRanges(code: Uint8Array, replacements: readonly Replacement[]): Uint8Array {
  const output = new ByteWriter(code.length)
  let kept = 0
  for (const replacement of replacements) {
    output.copy(code, kept, replacement.start).raw(replacement.code)
    kept = replacement.end
  }
  return output.copy(code, kept, code.length).finish()
}
