import { cutText } from '../cut-text.ts'
import { redactText } from '../redact-text.ts'
import { redactUrl } from './redact-url.ts'

/** Longest path that an address shows, in bytes. @source host contract 7.4 */
const SHOWN_PATH_BYTES = 120

/** An address for messages and answers: scheme, host, explicit port, the beginning of the path; no query. @source host contract 7.4 */
export function safeUrl({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${cutPath(pathname)}`
}

/**
 * The same for messages, which end in logs: besides what the host hides there, the secret part of a webhook's path, which is the only
 * place that a plugin has for it.
 * @source host contract 7, 7.5
 */
export function shownUrl(url: URL): string {
  const { protocol, host, pathname } = url
  const place = `${protocol}//${host}`
  const redactedPath = redactUrl(place + pathname).url.slice(place.length)
  return redactText(place + cutPath(redactedPath))
}

function cutPath(path: string): string {
  return cutText(path, SHOWN_PATH_BYTES)
}
