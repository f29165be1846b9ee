import { FS_LIMITS } from '../../../contract/limits.ts'
import { cutText } from '../../cut-text.ts'
import { redactText } from '../../redact-text.ts'

/**
 * The answer's JSON: the path as it was asked for, redacted and cut, then what the operation gives, in its order.
 * @source host contract 7.3, 11.50
 */
export function fsResponse(path: string, result: object): string {
  return JSON.stringify({ path: cutText(redactText(path), FS_LIMITS.shownPathBytes), ...result })
}
