import { escapeText } from '../../quote.ts'
import type { RecordedRequest, SocketMessage } from './cassette.ts'

const MAX_SHOWN_URL = 2_000
const MAX_SHOWN_TEXT = 400

/** A request as people read it: method and URL, headers, body. Escaped. */
export function describeRequest({
  method,
  url,
  headers,
  body,
}: RecordedRequest): readonly [string, ...string[]] {
  return [
    `${escapeText(method)} ${escapeText(url, MAX_SHOWN_URL)}`,
    ...headers.map(({ name, value }) => `${escapeText(name)}: ${escapeText(value)}`),
    ...(body === null || body === '' ? [] : [showText(body)]),
  ]
}

/** What the plugin did or got. Escaped. */
export function describeMessage(message: SocketMessage): string {
  switch (message.kind) {
    case 'sent':
      return `send ${showText(message.text)}`
    case 'received':
      return `receive ${showText(message.text)}`
    case 'closed':
      return 'the server closes the connection'
  }
}

/** Quotation marks inside stay as they are: most texts are JSON. */
function showText(text: string): string {
  return escapeText(text, MAX_SHOWN_TEXT).replaceAll('\\"', '"')
}
