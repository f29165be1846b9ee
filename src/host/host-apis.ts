import { HOST_API_INTERFACES, HOST_APIS, type HostApi } from '../contract/worlds.ts'
import { authorizeHostApi } from '../grants/authorize.ts'
import type { Attempt } from '../grants/denial.ts'
import type { Authority } from '../grants/grants.ts'
import { deniedAttempt } from './denied-attempt.ts'
import type { Failure } from './sandbox/guest-failure.ts'
import type { HostAnswer, HostCall, HostCallHandler } from './sandbox/host-calls.ts'

/** Decides and answers the calls of one host API; the API gate is passed already. */
export type HostApiHandler = (
  call: HostCall,
  context: { readonly authority: Authority; readonly signal: AbortSignal },
) => Promise<HostAnswer>

/** The host APIs that this host can answer. A transport is one entry here. */
export type HostApis = Readonly<Partial<Record<HostApi, HostApiHandler>>>

/** Asks the gate again at every call, then the API itself. @source host contract 5.3 */
export function answerHostCalls(authority: Authority, apis: HostApis): HostCallHandler {
  return async (call, signal) => {
    const api = HOST_APIS.find(name => HOST_API_INTERFACES[name] === call.interface)
    if (api === undefined) return unavailable(call)
    const denied = refuseHostApi(authority, api, { operation: `call ${api}.${call.function}`, stage: 'call' })
    if (denied) return { ok: false, failure: denied }
    const handler = apis[api]
    return handler ? handler(call, { authority, signal }) : unavailable(call)
  }
}

/** The API gate. @returns why the plugin may not use the host API; null when it may @source host contract 5.2 */
export function refuseHostApi(authority: Authority, api: HostApi, attempt: Attempt): Failure | null {
  const authorization = authorizeHostApi(authority, api)
  return authorization.allowed ? null : deniedAttempt(authority, authorization, attempt)
}

function unavailable(call: HostCall): HostAnswer {
  const message = `${call.interface} ${call.function} is granted, but this version of yoi-plugin cannot answer it`
  return { ok: false, failure: { kind: 'runner-cannot', message } }
}
