import { bodyForm, compactJson } from './body-forms.ts'
import { CASSETTE_FORMAT, type Cassette, type Exchange, type Header, type SocketMessage } from './cassette.ts'

/** What could rearrange or hide text on a screen; JSON keeps it as an escape. */
const INVISIBLE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/** The file of a cassette: JSON for people, the same bytes for the same exchanges. */
export function cassetteText({ exchanges, redacted }: Cassette): string {
  const file = { format: CASSETTE_FORMAT, redacted, exchanges: exchanges.map(exchangeJson) }
  return `${JSON.stringify(file, null, 2).replace(INVISIBLE, asEscape)}\n`
}

function asEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function exchangeJson(exchange: Exchange): object {
  const ignore = exchange.ignore.length === 0 ? {} : { ignore: exchange.ignore }
  if (exchange.api === 'websocket') {
    const { api, url, messages } = exchange
    return { api, url, ...ignore, messages: messages.map(messageJson) }
  }
  const { api, request, response } = exchange
  return {
    api,
    ...ignore,
    request: {
      method: request.method,
      url: request.url,
      ...headersJson(request.headers),
      ...(request.body !== null && bodyForm(request.body)),
    },
    response: {
      status: response.status,
      ...headersJson(response.headers),
      ...(response.body !== '' && bodyForm(response.body)),
      ...(response.truncated && { truncated: true }),
    },
  }
}

function headersJson(headers: readonly Header[]): object {
  return headers.length === 0 ? {} : { headers: headers.map(({ name, value }) => `${name}: ${value}`) }
}

function messageJson(message: SocketMessage): object {
  if (message.kind === 'closed') return { closed: true }
  const json = compactJson(message.text)
  return json === undefined ? { [message.kind]: message.text } : { [`${message.kind}_json`]: json }
}
