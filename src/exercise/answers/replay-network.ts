import type { WebSocketConnection } from '../../host/apis/websocket/connect-websocket.ts'
import type { Replay, ReplayedSocket } from '../cassette/replay.ts'
import { type Network, unanswered } from './network.ts'

const NOT_RECORDED = unanswered('nothing recorded answers it, and this run has no network')

/** A cassette in the place of the network. */
export function replayNetwork(replay: Replay): Network {
  return {
    send: async request => {
      const response = replay.request(request)
      return response === null ? { ok: false, failure: NOT_RECORDED } : { ok: true, response }
    },
    connect: async ({ url }) => {
      const socket = replay.open(url)
      return socket === null
        ? { ok: false, failure: NOT_RECORDED }
        : { ok: true, connection: connectionOf(socket) }
    },
  }
}

function connectionOf(socket: ReplayedSocket): WebSocketConnection {
  return {
    send: async text => (socket.send(text) ? null : NOT_RECORDED),
    receive: async () => {
      const message = socket.receive()
      if (message === null) return { kind: 'failed', failure: NOT_RECORDED }
      return message.kind === 'closed' ? message : { kind: 'text', text: message.text }
    },
    close: async () => null,
    drop: () => {},
  }
}
