import { CALL_LIMITS } from '../contract/limits.ts'
import { cutText } from './cut-text.ts'

/**
 * Bounds a message as the host does: control characters other than newline and tab become spaces, and what is longer than
 * 512 bytes is cut and gets an ellipsis.
 * @source host contract 6.5
 */
export function boundMessage(text: string, maxBytes: number = CALL_LIMITS.errorDetailBytes): string {
  return cutText(text.replace(/[^\P{Cc}\n\t]/gu, ' '), maxBytes)
}
