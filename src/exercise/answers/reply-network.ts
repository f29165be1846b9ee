import type { AuthorizedRequest } from '../../host/apis/request/send-request.ts'
import type { WebSocketConnection } from '../../host/apis/websocket/connect-websocket.ts'
import type { TransportFailure } from '../../host/network/transport-failure.ts'
import type { JsonValue } from '../../manifest/manifest.ts'
import type { MissingExchange } from '../cassette/replay.ts'
import type { ReplyAnswer } from '../replies/reply.ts'
import type { ReplyQueue } from '../replies/reply-queue.ts'
import { type Network, unanswered } from './network.ts'

/**
 * Replies of a case before the network, or before what stands in for it. A connection that a reply opened is answered by replies
 * alone.
 * @param miss told what no reply answers there
 */
export function replyNetwork(
  queue: ReplyQueue,
  network: Network,
  miss: (missing: MissingExchange) => void,
): Network {
  return {
    send: async (request, context) => {
      const answer = queue.take('request.request', requestSubject(request))
      if (answer === null) return network.send(request, context)
      if (answer.kind === 'response') return { ok: true, response: answer.response }
      return { ok: false, failure: failureOf(answer) }
    },
    connect: async (request, context) => {
      const answer = queue.take('websocket.open', { url: request.url })
      if (answer === null) return network.connect(request, context)
      return answer.kind === 'failure'
        ? { ok: false, failure: failureOf(answer) }
        : { ok: true, connection: cannedConnection(queue, request.url, miss) }
    },
  }
}

/** Sending and closing go well unless a reply says otherwise. */
function cannedConnection(
  queue: ReplyQueue,
  url: string,
  miss: (missing: MissingExchange) => void,
): WebSocketConnection {
  const fails = (call: string, subject: JsonValue) => {
    const answer = queue.take(call, subject)
    return answer?.kind === 'failure' ? failureOf(answer) : null
  }
  return {
    send: async text => fails('websocket.send-text', { text, ...jsonMember('text_json', text) }),
    receive: async () => {
      const answer = queue.take('websocket.recv', { url })
      if (answer?.kind === 'received') return { kind: 'text', text: answer.text }
      if (answer?.kind === 'closed') return { kind: 'closed' }
      if (answer !== null) return { kind: 'failed', failure: failureOf(answer) }
      miss({
        lines: ['receive a message on a connection that a reply opened'],
        nearest: 'no reply to websocket.recv is left',
      })
      return { kind: 'failed', failure: unanswered('no reply to websocket.recv is left') }
    },
    close: async () => fails('websocket.close', { url }),
    drop: () => {},
  }
}

/** What `with` of a reply is compared with. */
function requestSubject({ method, url, headers, body }: AuthorizedRequest): JsonValue {
  return {
    method,
    url,
    headers: Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value])),
    ...(body !== null && { body, ...jsonMember('body_json', body) }),
  }
}

function jsonMember(key: string, text: string): Record<string, JsonValue> {
  try {
    return { [key]: JSON.parse(text) as JsonValue }
  } catch {
    return {}
  }
}

function failureOf(answer: ReplyAnswer): TransportFailure {
  const message = answer.kind === 'failure' ? answer.problem : 'the reply answers something else'
  return { problem: 'refused', message }
}
