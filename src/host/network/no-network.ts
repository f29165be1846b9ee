import type { SendRequest } from '../apis/request/send-request.ts'
import type { ConnectWebSocket } from '../apis/websocket/connect-websocket.ts'
import type { TransportFailure } from './transport-failure.ts'

/** Stands in for the network where there is none. @param advice what to type; ends a sentence */
export function sendNothing(advice: string): SendRequest {
  const failure = unanswered(advice)
  return async () => ({ ok: false, failure })
}

export function connectNothing(advice: string): ConnectWebSocket {
  const failure = unanswered(advice)
  return async () => ({ ok: false, failure })
}

function unanswered(advice: string): TransportFailure {
  return { problem: 'unanswered', message: `this run has no network; ${advice}` }
}
