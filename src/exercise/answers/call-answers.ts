import { requestApi } from '../../host/apis/request/request-api.ts'
import { websocketApi } from '../../host/apis/websocket/websocket-api.ts'
import type { Clock } from '../../host/clock.ts'
import type { HostApiHandler, HostApis } from '../../host/host-apis.ts'
import type { Exchange, SocketExchange } from '../cassette/cassette.ts'
import { Redactor } from '../cassette/redactor.ts'
import { type MissingExchange, Replay, type UnusedExchange } from '../cassette/replay.ts'
import type { NamedSecret } from '../cassette/secret-spellings.ts'
import type { Reply } from '../replies/reply.ts'
import { ReplyQueue } from '../replies/reply-queue.ts'
import type { CallObserver } from './call-observer.ts'
import { fsWithReplies } from './fs-with-replies.ts'
import type { Network } from './network.ts'
import { Recorder } from './recorder.ts'
import { replayNetwork } from './replay-network.ts'
import { replyNetwork } from './reply-network.ts'

/** What stands behind the host APIs during one tool call. */
export interface AnswerSources {
  readonly replies: readonly Reply[]
  /** The network; null: `exchanges` stand in for it. */
  readonly network: Network | null
  readonly exchanges: readonly Exchange[]
  /** Secrets whose values are known. */
  readonly secrets: readonly NamedSecret[]
  /** Fields that no exchange is compared by. */
  readonly ignore: readonly string[]
  /** What the author is told when nothing recorded answers; ends a sentence. */
  readonly advice?: string
  readonly fs: HostApiHandler
  readonly clock: Clock
  /** Sees what is used, whatever answers it. */
  readonly observer?: CallObserver
}

/** A recording of one tool call. */
export interface Recording {
  readonly exchanges: readonly Exchange[]
  /** What was hidden, and where. */
  readonly redacted: readonly string[]
  /** False when a call failed on the network, so that the recording is no good. */
  readonly isWhole: boolean
}

/** Answers the host calls of one tool call: replies first, then the network or a recording; and tells afterwards what came of it. */
export class CallAnswers {
  readonly apis: HostApis
  /** Calls that nothing answered. */
  readonly missing: MissingExchange[] = []
  private readonly queue: ReplyQueue
  private readonly replay: Replay | null
  private readonly recorder: Recorder | null

  constructor(private readonly sources: AnswerSources) {
    const { replies, network, exchanges, secrets, ignore, fs, clock, observer } = sources
    const { advice = 'nothing recorded answers it' } = sources
    this.queue = new ReplyQueue(replies)
    this.recorder = network && new Recorder(network)
    this.replay = network
      ? null
      : new Replay({ exchanges, ignore, redactor: new Redactor(secrets) }, this.missing)
    const behind = this.recorder?.listen() ?? replayNetwork(this.replay!, advice)
    const replying = replyNetwork(this.queue, behind, missing => this.missing.push(missing))
    const { send, connect } = observer?.watchNetwork(replying) ?? replying
    const files = fsWithReplies(fs, this.queue)
    this.apis = {
      fs: observer?.watchFs(files) ?? files,
      request: requestApi(send),
      websocket: websocketApi(connect, clock),
    }
  }

  /** What the network gave so far, redacted; null in a replay. */
  recording(): Recording | null {
    if (this.recorder === null) return null
    const redactor = new Redactor(this.sources.secrets)
    const exchanges = this.recorder.exchanges.map(exchange => redactor.exchange(exchange))
    return { exchanges, redacted: redactor.found, isWhole: this.recorder.isWhole }
  }

  /** The same to be played back in this process: secrets are hidden where requests are compared, and left where the plugin reads. */
  rehearsal(): readonly Exchange[] {
    const redactor = new Redactor(this.sources.secrets)
    return (this.recorder?.exchanges ?? []).map(exchange => {
      if (exchange.api === 'websocket') return rehearseSocket(exchange, redactor)
      return { ...exchange, request: redactor.request(exchange.request) }
    })
  }

  get unusedReplies(): readonly Reply[] {
    return this.queue.unused
  }

  /** What a replay left over. */
  get unusedExchanges(): readonly UnusedExchange[] {
    return this.replay?.unused() ?? []
  }
}

function rehearseSocket(exchange: SocketExchange, redactor: Redactor): SocketExchange {
  const messages = exchange.messages.map(message =>
    message.kind === 'sent' ? redactor.message(message) : message,
  )
  return { ...exchange, url: redactor.url(exchange.url), messages }
}
