import type { HostApiHandler } from '../../host-apis.ts'
import { authorizeRequest } from './authorize-request.ts'
import { failedRequest } from './request-failure.ts'
import { requestResponse } from './request-response.ts'
import type { SendRequest } from './send-request.ts'

/**
 * The host API `request`: judges what the guest asks for, lets `send` do it, and gives back what the host would.
 * @param send the network, or what stands in for it
 * @source host contract 7.1
 */
export function requestApi(send: SendRequest): HostApiHandler {
  return async (call, { authority, signal }) => {
    const verdict = authorizeRequest(authority, String(call.args[0]))
    if (!verdict.ok) return verdict
    const { notes = [], ...result } = await send(verdict.request, { signal })
    return result.ok
      ? { ok: true, value: requestResponse(result.response), notes }
      : { ok: false, failure: failedRequest(verdict.request, result.failure), notes }
  }
}
