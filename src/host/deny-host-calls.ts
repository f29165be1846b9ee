import { HOST_API_INTERFACES } from '../contract/worlds.ts'
import type { HostCallHandler } from './sandbox/host-calls.ts'

/** Answers nothing: every host call ends its tool call with a denial that names the permission. */
export const denyHostCalls: HostCallHandler = async call => {
  const api = Object.entries(HOST_API_INTERFACES).find(([, name]) => name === call.interface)?.[0]
  const message = `${call.interface} ${call.function} is not answered here`
  return { ok: false, failure: { kind: 'denied', label: `host_api.${api ?? call.interface}`, message } }
}
