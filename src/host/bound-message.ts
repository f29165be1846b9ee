import { CALL_LIMITS } from '../contract/limits.ts'

/**
 * Bounds a message as the host does: control characters other than newline and tab become spaces, and what is longer than
 * 512 bytes is cut and gets an ellipsis. The cut is at a character boundary, where the host would crash.
 * @source host contract 6.5, 11.33
 */
export function boundMessage(text: string, maxBytes: number = CALL_LIMITS.errorDetailBytes): string {
  const clean = text.replace(/[^\P{Cc}\n\t]/gu, ' ')
  const bytes = Buffer.from(clean)
  if (bytes.length <= maxBytes) return clean
  let end = maxBytes
  while ((bytes[end]! & 0xc0) === 0x80) end--
  return `${bytes.toString('utf8', 0, end)}…`
}
