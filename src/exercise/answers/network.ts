import type { SendRequest } from '../../host/apis/request/send-request.ts'
import type { ConnectWebSocket } from '../../host/apis/websocket/connect-websocket.ts'
import type { TransportFailure } from '../../host/network/transport-failure.ts'

/** The network as the host APIs see it, or what stands in for it. */
export interface Network {
  readonly send: SendRequest
  readonly connect: ConnectWebSocket
}

/** What the author is told when nothing stands in for a call. @param what ends a sentence */
export function unanswered(what: string): TransportFailure {
  return { problem: 'unanswered', message: what }
}
