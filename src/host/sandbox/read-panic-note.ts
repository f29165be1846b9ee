import { escapeControls } from '../../quote.ts'

const MARK = 'yoi-plugin-panic'
const LENGTH_BYTES = 4
/** As long as the host's own messages. @source host contract 6.5 */
const MAX_NOTE_BYTES = 512

/**
 * What a Rust plugin said before it trapped. The template's PDK leaves it in memory: the mark, a length (u32, little endian) and the
 * text; 0 means that nothing was said. Any guest can write anything there, so this is text of the plugin like any other.
 * @returns one line that is safe to print, or null
 */
export function readPanicNote(memories: Iterable<{ readonly buffer: ArrayBufferLike }>): string | null {
  for (const { buffer } of memories) {
    const note = findNote(Buffer.from(buffer))
    if (note !== null) return note
  }
  return null
}

/** The mark is in the constant data too, where no length follows that makes sense. */
function findNote(memory: Buffer): string | null {
  for (let at = memory.indexOf(MARK); at >= 0; at = memory.indexOf(MARK, at + 1)) {
    const start = at + MARK.length + LENGTH_BYTES
    if (start > memory.length) return null
    const length = memory.readUInt32LE(start - LENGTH_BYTES)
    if (length > 0 && length <= MAX_NOTE_BYTES && start + length <= memory.length)
      return escapeControls(
        memory
          .toString('utf8', start, start + length)
          .replace(/\s+/g, ' ')
          .trim(),
      )
  }
  return null
}
