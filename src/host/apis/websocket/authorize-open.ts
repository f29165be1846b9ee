import { WEBSOCKET_LIMITS } from '../../../contract/limits.ts'
import { WEBSOCKET_HEADERS } from '../../../contract/request-rules.ts'
import { authorizeHostApi } from '../../../grants/authorize.ts'
import { authorizeWebSocketAddress } from '../../../grants/authorize-address.ts'
import type { Authority } from '../../../grants/grants.ts'
import type { ExactJson } from '../../../manifest/exact-json.ts'
import { deniedCall } from '../../denied-attempt.ts'
import { readNetworkUrl } from '../../network/read-network-url.ts'
import { shownUrl } from '../../network/safe-url.ts'
import type { Failure } from '../../sandbox/guest-failure.ts'
import { lengthProblem } from '../length-problem.ts'
import { readHeaders } from '../read-headers.ts'
import { readJsonObject, textProblem } from '../read-json-object.ts'
import type { AuthorizedConnection } from './connect-websocket.ts'
import { refusedWebSocketCall } from './websocket-failure.ts'

export type OpenVerdict =
  | { readonly ok: true; readonly request: AuthorizedConnection }
  | { readonly ok: false; readonly failure: Failure }

/**
 * Decides whether a connection may be opened, in the host's order: API gate, length of the descriptor, shape, protocols, headers, URL,
 * target of the manifest, target of the grant. Opens nothing.
 * @param text the descriptor as the guest sent it
 * @source host contract 5.4, 7.2
 */
export function authorizeOpen(authority: Authority, text: string): OpenVerdict {
  const gate = authorizeHostApi(authority, 'websocket')
  if (!gate.allowed) return { ok: false, failure: deniedCall(authority, gate, 'call websocket.open') }
  const reading = readOpenDescriptor(text)
  if (!reading.ok) return refuse(reading.problem)
  const urlReading = readNetworkUrl(reading.url, 'ws')
  if (!urlReading.ok) return refuse(urlReading.problem)
  const { url } = urlReading
  const address = authorizeWebSocketAddress(authority, url)
  if (!address.allowed) return { ok: false, failure: deniedCall(authority, address, `open ${shownUrl(url)}`) }
  url.hash = ''
  return { ok: true, request: { url: url.href, headers: WEBSOCKET_HEADERS } }
}

type OpenReading =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly problem: string }

function readOpenDescriptor(text: string): OpenReading {
  const tooLong = lengthProblem('the request', text, WEBSOCKET_LIMITS.descriptorBytes)
  if (tooLong !== undefined) return { ok: false, problem: tooLong }
  const reading = readJsonObject(text, ['url', 'protocols', 'headers'])
  if (!reading.ok) return reading
  const { members } = reading
  const given = (key: string) => (members.has(key) ? members.get(key)! : [])
  const headers = readHeaders(given('headers'))
  const problem =
    textProblem(members, 'url', 'the request') ??
    protocolsProblem(given('protocols')) ??
    (typeof headers === 'string' ? headers : undefined) ??
    (headers.length > 0 ? 'the request sets headers, which Yoi does not send for a guest' : undefined)
  return problem === undefined ? { ok: true, url: String(members.get('url')) } : { ok: false, problem }
}

function protocolsProblem(value: ExactJson): string | undefined {
  if (!Array.isArray(value) || value.some(item => typeof item !== 'string'))
    return 'the request has protocols that are no array of strings'
  return value.length > 0 ? 'the request asks for subprotocols, which Yoi does not negotiate' : undefined
}

function refuse(problem: string): OpenVerdict {
  return { ok: false, failure: refusedWebSocketCall('open', problem) }
}
