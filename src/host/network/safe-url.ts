import { cutText } from '../cut-text.ts'
import { redactText } from '../redact-text.ts'

/** Longest path that an address shows, in bytes. @source host contract 7.4 */
const SHOWN_PATH_BYTES = 120

/** An address for messages and answers: scheme, host, explicit port, the beginning of the path; no query. @source host contract 7.4 */
export function safeUrl({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${cutText(pathname, SHOWN_PATH_BYTES)}`
}

/** The same where it may meet other eyes than the guest's. @source host contract 7, 7.5 */
export function shownUrl(url: URL): string {
  return redactText(safeUrl(url))
}
