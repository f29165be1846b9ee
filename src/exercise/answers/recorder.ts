import { REQUEST_LIMITS } from '../../contract/limits.ts'
import { isCredentialHeader } from '../../host/apis/request/check-headers.ts'
import type { AuthorizedRequest, RawResponse } from '../../host/apis/request/send-request.ts'
import type { WebSocketConnection } from '../../host/apis/websocket/connect-websocket.ts'
import type { Exchange, SocketMessage } from '../cassette/cassette.ts'
import { guestHeaders } from './guest-headers.ts'
import type { Network } from './network.ts'

/** Listens to the network during one tool call. */
export class Recorder {
  /** False when something failed on the way: what is recorded then is not what the plugin should be shown. */
  isWhole = true
  /** In the order in which they began; one that failed leaves a hole. */
  private readonly slots: (Exchange | undefined)[] = []

  constructor(private readonly network: Network) {}

  get exchanges(): Exchange[] {
    return this.slots.flatMap(exchange => exchange ?? [])
  }

  listen(): Network {
    return {
      send: async (request, context) => {
        const slot = this.slots.push(undefined) - 1
        const result = await this.network.send(request, context)
        if (result.ok) this.slots[slot] = recordRequest(request, result.response)
        else this.isWhole = false
        return result
      },
      connect: async (request, context) => {
        const slot = this.slots.push(undefined) - 1
        const result = await this.network.connect(request, context)
        if (!result.ok) {
          this.isWhole = false
          return result
        }
        const messages: SocketMessage[] = []
        this.slots[slot] = { api: 'websocket', url: request.url, messages, ignore: [] }
        return { ...result, connection: this.listenTo(result.connection, messages) }
      },
    }
  }

  private listenTo(connection: WebSocketConnection, messages: SocketMessage[]): WebSocketConnection {
    return {
      send: async text => {
        const failure = await connection.send(text)
        if (failure === null) messages.push({ kind: 'sent', text })
        else this.isWhole = false
        return failure
      },
      receive: async timeoutMs => {
        const received = await connection.receive(timeoutMs)
        if (received.kind === 'text') messages.push({ kind: 'received', text: received.text })
        else if (received.kind === 'closed') messages.push({ kind: 'closed' })
        else this.isWhole = false
        return received
      },
      close: () => connection.close(),
      drop: () => connection.drop(),
    }
  }
}

function recordRequest({ method, url, headers, body }: AuthorizedRequest, response: RawResponse): Exchange {
  return {
    api: 'request',
    request: { method, url, headers: guestHeaders(headers), body },
    response: {
      ...response,
      headers: response.headers
        .filter(({ name }) => !isCredentialHeader(name))
        .slice(0, REQUEST_LIMITS.responseHeaders),
    },
    ignore: [],
  }
}
