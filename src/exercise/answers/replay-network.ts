import type { WebSocketConnection } from '../../host/apis/websocket/connect-websocket.ts'
import type { TransportFailure } from '../../host/network/transport-failure.ts'
import type { Replay, ReplayedSocket } from '../cassette/replay.ts'
import { guestHeaders } from './guest-headers.ts'
import { type Network, unanswered } from './network.ts'

/** A cassette in the place of the network. @param advice for calls that it does not answer; ends a sentence */
export function replayNetwork(replay: Replay, advice: string): Network {
  const failure = unanswered(`this run has no network; ${advice}`)
  return {
    send: async request => {
      const response = replay.request({ ...request, headers: guestHeaders(request.headers) })
      return response === null ? { ok: false, failure } : { ok: true, response }
    },
    connect: async ({ url }) => {
      const socket = replay.open(url)
      return socket === null
        ? { ok: false, failure }
        : { ok: true, connection: connectionOf(socket, failure) }
    },
  }
}

function connectionOf(socket: ReplayedSocket, failure: TransportFailure): WebSocketConnection {
  return {
    send: async text => (socket.send(text) ? null : failure),
    receive: async () => {
      const message = socket.receive()
      if (message === null) return { kind: 'failed', failure }
      return message.kind === 'closed' ? message : { kind: 'text', text: message.text }
    },
    close: async () => null,
    drop: () => {},
  }
}
