import { shownUrl } from '../../network/safe-url.ts'
import type { TransportFailure } from '../../network/transport-failure.ts'
import type { Failure } from '../../sandbox/guest-failure.ts'
import type { AuthorizedRequest } from './send-request.ts'

const HOST_CALL = 'request.request'

/** In the host every failing call is a trap; the cause is for the author. @param problem ends a sentence @source host contract 7 */
export function refusedRequest(problem: string): Failure {
  return { kind: 'trap', hostCall: HOST_CALL, message: `${HOST_CALL} failed: ${problem}` }
}

/** How the call ends when its request was allowed, but nothing came back. */
export function failedRequest({ method, url }: AuthorizedRequest, failure: TransportFailure): Failure {
  const request = `${method} ${shownUrl(new URL(url))}`
  return failure.problem === 'unanswered'
    ? { kind: 'unanswered', hostCall: HOST_CALL, message: `${request} was not answered: ${failure.message}` }
    : { kind: 'trap', hostCall: HOST_CALL, message: `${request} failed: ${failure.message}` }
}
