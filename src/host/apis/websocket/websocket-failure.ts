import { shownUrl } from '../../network/safe-url.ts'
import type { TransportFailure } from '../../network/transport-failure.ts'
import type { Failure } from '../../sandbox/guest-failure.ts'

/** Functions of the interface, as a guest imports them. @source host contract 6.1 */
export type WebSocketFunction = 'open' | 'send-text' | 'recv' | 'close'

/** In the host every failing call is a trap; the cause is for the author. @param problem ends a sentence @source host contract 7 */
export function refusedWebSocketCall(name: WebSocketFunction, problem: string): Failure {
  return { kind: 'trap', hostCall: `websocket.${name}`, message: `websocket.${name} failed: ${problem}` }
}

/** How the call ends when it was allowed, but the connection failed. @param url its address, whole */
export function failedWebSocketCall(
  name: WebSocketFunction,
  url: string,
  { problem, message }: TransportFailure,
): Failure {
  const hostCall = `websocket.${name}`
  const subject = `${hostCall} ${name === 'open' ? 'of' : 'on'} ${shownUrl(new URL(url))}`
  return problem === 'unanswered'
    ? { kind: 'unanswered', hostCall, message: `${subject} was not answered: ${message}` }
    : { kind: 'trap', hostCall, message: `${subject} failed: ${message}` }
}
