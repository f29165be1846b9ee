import { ByteWriter } from '../byte-writer.ts'
import { OperatorCursor } from './operator-cursor.ts'

/**
 * Copies a body, replacing single operators.
 * @param replace looks at the operator under the cursor; writes its replacement and returns true, or returns false to keep it.
 *   It must write nothing when it returns false.
 * @returns the same array when nothing was replaced
 */
export function rewriteBody(
  code: Uint8Array,
  replace: (operator: OperatorCursor, output: ByteWriter) => boolean,
): Uint8Array {
  const cursor = new OperatorCursor(code)
  const output = new ByteWriter(code.length + 64)
  const replacement = new ByteWriter(32)
  let kept = 0
  while (cursor.next()) {
    if (!replace(cursor, replacement.reset())) continue
    output.copy(code, kept, cursor.start).raw(replacement.view())
    kept = cursor.position
  }
  return kept === 0 ? code : output.copy(code, kept, code.length).finish()
}
