import { replaceSecrets } from '../../check/rules/package/find-secrets.ts'
import { isSecretName, PLACEHOLDER, placeholder, REDACTED, redactUrl } from '../../host/network/redact-url.ts'
import type { Exchange, Header, RecordedRequest, RecordedResponse, SocketMessage } from './cassette.ts'
import { type NamedSecret, secretSpellings } from './secret-spellings.ts'

/** A URL inside another text; JSON of some servers writes `\/`. */
const URL_IN_TEXT = /\b(?:https?|wss?):\\?\/\\?\/(?:\$\{\w+\}|\\\/|[^\s"'<>\\^`{|}])+/gi

/**
 * Hides secrets: named ones become `${NAME}`; tokens in queries, userinfo, paths of webhooks and tokens of well-known forms become
 * `${redacted}`. One redactor is for one recording or one replay; redacting twice changes nothing.
 */
export class Redactor {
  private readonly notes = new Set<string>()
  private readonly names: ReadonlyMap<string, string>
  /** A placeholder that stands already, or a spelling of a secret: whichever begins first, and of these the longest. */
  private readonly pattern: RegExp

  constructor(secrets: readonly NamedSecret[]) {
    const spellings = secretSpellings(secrets)
    this.names = new Map(spellings.map(({ text, name }) => [text, name]))
    const words = spellings.map(({ text }) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    this.pattern = new RegExp([PLACEHOLDER.source, ...words].join('|'), 'g')
  }

  /** What was hidden so far and where, e.g. `${TOKEN} in the URL`, sorted. */
  get found(): string[] {
    return [...this.notes].sort()
  }

  exchange(exchange: Exchange): Exchange {
    return exchange.api === 'request'
      ? { ...exchange, request: this.request(exchange.request), response: this.response(exchange.response) }
      : {
          ...exchange,
          url: this.url(exchange.url),
          messages: exchange.messages.map(message => this.message(message)),
        }
  }

  request({ method, url, headers, body }: RecordedRequest): RecordedRequest {
    return {
      method,
      url: this.url(url),
      headers: headers.map(header => this.header(header, 'the request')),
      body: body === null ? null : this.text(body, 'the body of the request'),
    }
  }

  response({ status, headers, body, truncated }: RecordedResponse): RecordedResponse {
    return {
      status,
      headers: headers.map(header => this.header(header, 'the reply')),
      body: this.text(body, 'the reply'),
      truncated,
    }
  }

  message(message: SocketMessage): SocketMessage {
    if (message.kind === 'closed') return message
    return { kind: message.kind, text: this.text(message.text, 'a message') }
  }

  /** @param url absolute */
  url(url: string): string {
    const { url: redacted, found } = redactUrl(this.named(url, 'the URL'))
    for (const what of found) this.note(what, 'the URL')
    return redacted
  }

  /** @param where for the list of what was hidden, e.g. `the reply` */
  text(text: string, where: string): string {
    const named = this.named(text, where)
    const { text: plain, kinds } = replaceSecrets(named, REDACTED)
    for (const kind of kinds) this.note(kind, where)
    return plain.replace(URL_IN_TEXT, found => this.urlInText(found, where))
  }

  /** @param whose for the list of what was hidden, e.g. `the reply` */
  header({ name, value }: Header, whose: string): Header {
    const where = `the header ${name.toLowerCase()} of ${whose}`
    const text = this.text(value, where)
    if (!isSecretName(name) || text === '' || text.includes(REDACTED) || text !== value)
      return { name, value: text }
    this.note('the value', where)
    return { name, value: REDACTED }
  }

  private urlInText(found: string, where: string): string {
    const isEscaped = found.includes('\\/')
    const redaction = redactUrl(isEscaped ? found.replaceAll('\\/', '/') : found)
    for (const what of redaction.found) this.note(`${what} of a URL`, where)
    if (redaction.found.length === 0) return found
    return isEscaped ? redaction.url.replaceAll('/', '\\/') : redaction.url
  }

  private named(text: string, where: string): string {
    return text.replace(this.pattern, found => {
      const name = this.names.get(found)
      if (name === undefined) return found
      if (!found.includes(`%7B${name}%7D`)) this.note(placeholder(name), where)
      return placeholder(name)
    })
  }

  private note(what: string, where: string): void {
    this.notes.add(`${what} in ${where}`)
  }
}
