import type { WebSocket } from 'ws'
import { WEBSOCKET_LIMITS } from '../../../contract/limits.ts'
import { nameNetworkError } from '../../network/network-failure.ts'
import { type HostAddress, pinnedLookup, type ReachOptions, reachHost } from '../../network/reach-host.io.ts'
import { type TimeLimit, withTimeLimit } from '../../network/time-limit.io.ts'
import type { TransportFailure } from '../../network/transport-failure.ts'
import type { AuthorizedConnection, ConnectWebSocket } from './connect-websocket.ts'
import { LiveConnection } from './live-connection.io.ts'

const NO_WEBSOCKET: TransportFailure = {
  problem: 'malformed',
  message: 'the other side did not answer the handshake as a WebSocket',
}

/**
 * The network: a WebSocket over TCP or TLS, opened within five seconds; no proxy, no redirect, no compression.
 * @source host contract 7.2
 */
export function liveWebSocket(options: ReachOptions): ConnectWebSocket {
  // At once: a tool call is not charged for it.
  const loading = import('ws')
  return (request, { signal }) =>
    withTimeLimit(signal, WEBSOCKET_LIMITS.connectTimeoutMs, async limit => {
      const { notes = [], ...reached } = await reachHost(new URL(request.url).hostname, options, limit)
      if (!reached.ok) return reached
      const result = await shakeHands(dial(await loading, request, reached.addresses), limit)
      return result instanceof LiveConnection
        ? { ok: true, connection: result, notes }
        : { ok: false, failure: result, notes }
    })
}

function dial(
  { WebSocket }: typeof import('ws'),
  { url, headers }: AuthorizedConnection,
  addresses: readonly HostAddress[],
): WebSocket {
  return new WebSocket(url, {
    headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
    lookup: pinnedLookup(addresses),
    rejectUnauthorized: true,
    perMessageDeflate: false,
    autoPong: false,
    maxPayload: WEBSOCKET_LIMITS.messageBytes,
    maxFragments: WEBSOCKET_LIMITS.messageBytes,
  })
}

/** Whatever goes wrong, the attempt is over when this returns. */
function shakeHands(
  websocket: WebSocket,
  { signal, describe }: TimeLimit,
): Promise<LiveConnection | TransportFailure> {
  return new Promise(resolve => {
    const giveUp = (failure: TransportFailure) => {
      resolve(failure)
      websocket.terminate()
    }
    const stop = () => giveUp(describe('no connection'))
    websocket.on('error', error => resolve(nameNetworkError(error, NO_WEBSOCKET)))
    websocket.on('unexpected-response', (_request, { statusCode }) =>
      giveUp({ problem: 'refused', message: `the other side answered with the status ${statusCode}` }),
    )
    websocket.on('upgrade', ({ socket }) => {
      websocket.on('open', () => resolve(new LiveConnection(websocket, socket)))
    })
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
  })
}
