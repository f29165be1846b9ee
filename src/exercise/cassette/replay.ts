import { escapeText } from '../../quote.ts'
import type { Exchange, RecordedRequest, RecordedResponse, SocketExchange } from './cassette.ts'
import { describeMessage, describeRequest } from './describe-exchange.ts'
import { type IgnoredField, parseField } from './ignored-fields.ts'
import { differencesOf, isSameRequest, matchesMessage } from './match-request.ts'
import { matchesUrl } from './match-text.ts'
import type { Redactor } from './redactor.ts'

/** A host call that nothing recorded answers. Redacted and escaped. */
export interface MissingExchange {
  /** What the plugin did, line by line: method and URL first. */
  readonly lines: readonly string[]
  /** What was recorded instead, as a sentence; null when nothing is like it. */
  readonly nearest: string | null
}

/** A recorded exchange that a run left over. */
export interface UnusedExchange {
  /** Position in the cassette, from 0. */
  readonly index: number
  /** A phrase. */
  readonly what: string
}

export interface ReplayOptions {
  readonly exchanges: readonly Exchange[]
  /** Hides on the side of the run what was hidden in the recording. */
  readonly redactor: Redactor
  /** Fields that no exchange is compared by, besides its own. */
  readonly ignore: readonly string[]
}

/** Plays the exchanges of a cassette to one tool call; each answers once. Touches no network. */
export class Replay {
  private readonly used = new Set<number>()
  private readonly fields: readonly (readonly IgnoredField[])[]
  private readonly sockets: ReplayedSocket[] = []

  constructor(
    private readonly options: ReplayOptions,
    /** Takes what nothing answers. */
    readonly missing: MissingExchange[] = [],
  ) {
    const ignored = (texts: readonly string[]) => texts.flatMap(text => parseField(text) ?? [])
    const everywhere = ignored(options.ignore)
    this.fields = options.exchanges.map(({ ignore }) => [...ignored(ignore), ...everywhere])
  }

  /** @returns null when no exchange that is left answers the request; `missing` has it then */
  request(made: RecordedRequest): RecordedResponse | null {
    const request = this.options.redactor.request(made)
    for (const [index, exchange] of this.left()) {
      if (exchange.api !== 'request') continue
      if (!isSameRequest(exchange.request, request, this.fields[index]!)) continue
      this.used.add(index)
      return exchange.response
    }
    this.missing.push({ lines: describeRequest(request), nearest: this.nearest(request) })
    return null
  }

  /** @returns null when no connection that is left has the URL; `missing` has it then */
  open(made: string): ReplayedSocket | null {
    const url = this.options.redactor.url(made)
    for (const [index, exchange] of this.left()) {
      if (exchange.api !== 'websocket' || !matchesUrl(exchange.url, url)) continue
      this.used.add(index)
      const socket = new ReplayedSocket(index, exchange, this.fields[index]!, this)
      this.sockets.push(socket)
      return socket
    }
    this.missing.push({ lines: [`open ${escapeText(url, 2_000)}`], nearest: null })
    return null
  }

  redact(text: string): string {
    return this.options.redactor.text(text, 'a message')
  }

  /** What the run left over, in the order of the cassette. */
  unused(): UnusedExchange[] {
    return [
      ...this.left().map(([index, exchange]) => ({ index, what: describeExchange(exchange) })),
      ...this.sockets.flatMap(socket => socket.unused()),
    ].sort((left, right) => left.index - right.index)
  }

  private left(): (readonly [number, Exchange])[] {
    return [...this.options.exchanges.entries()].filter(([index]) => !this.used.has(index))
  }

  /** The exchange that differs in the least. */
  private nearest(request: RecordedRequest): string | null {
    const candidates = [...this.options.exchanges.entries()].flatMap(([index, exchange]) => {
      if (exchange.api !== 'request') return []
      const differences = differencesOf(exchange.request, request, this.fields[index]!)
      return [{ index, differences, recorded: exchange.request }]
    })
    const [best] = candidates.sort((left, right) => left.differences.length - right.differences.length)
    if (best === undefined || best.differences.length > 2) return null
    const [firstLine] = describeRequest(best.recorded)
    return best.differences.length === 0
      ? `exchange ${best.index + 1}, ${firstLine}, was used already`
      : `exchange ${best.index + 1}, ${firstLine}, has another ${best.differences.join(' and ')}`
  }
}

/** One recorded connection; what the plugin does must come in the recorded order. */
export class ReplayedSocket {
  private position = 0

  constructor(
    private readonly index: number,
    private readonly exchange: SocketExchange,
    private readonly fields: readonly IgnoredField[],
    private readonly replay: Replay,
  ) {}

  /** @returns false when something else was recorded here; `missing` has it then */
  send(text: string): boolean {
    const redacted = this.replay.redact(text)
    const next = this.exchange.messages[this.position]
    if (next?.kind === 'sent' && matchesMessage(next.text, redacted, this.fields)) {
      this.position += 1
      return true
    }
    this.miss(describeMessage({ kind: 'sent', text: redacted }))
    return false
  }

  /** @returns what the server sent; null when nothing was recorded here; `missing` has it then */
  receive(): { readonly kind: 'received'; readonly text: string } | { readonly kind: 'closed' } | null {
    const next = this.exchange.messages[this.position]
    if (next !== undefined && next.kind !== 'sent') {
      this.position += 1
      return next
    }
    this.miss('receive a message')
    return null
  }

  unused(): UnusedExchange[] {
    const { length } = this.exchange.messages
    if (this.position === length) return []
    const what = `${length - this.position} of ${length} messages of ${describeExchange(this.exchange)}`
    return [{ index: this.index, what }]
  }

  private miss(what: string): void {
    const next = this.exchange.messages[this.position]
    const nearest =
      next === undefined
        ? 'the recording of the connection ends here'
        : `recorded is: ${describeMessage(next)}`
    this.replay.missing.push({ lines: [`on ${escapeText(this.exchange.url, 2_000)}: ${what}`], nearest })
  }
}

function describeExchange(exchange: Exchange): string {
  return exchange.api === 'request'
    ? describeRequest(exchange.request)[0]!
    : `the connection to ${escapeText(exchange.url, 2_000)}`
}
