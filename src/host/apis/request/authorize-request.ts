import { REQUEST_LIMITS } from '../../../contract/limits.ts'
import { DEFAULT_REQUEST_HEADERS, REQUEST_METHODS } from '../../../contract/request-rules.ts'
import { authorizeHostApi } from '../../../grants/authorize.ts'
import { authorizeRequestAddress } from '../../../grants/authorize-address.ts'
import type { Authority } from '../../../grants/grants.ts'
import { quote } from '../../../quote.ts'
import { deniedCall } from '../../denied-attempt.ts'
import { readNetworkUrl } from '../../network/read-network-url.ts'
import { shownUrl } from '../../network/safe-url.ts'
import type { Failure } from '../../sandbox/guest-failure.ts'
import { lengthProblem } from '../length-problem.ts'
import { checkHeaders } from './check-headers.ts'
import { type RequestDescriptor, readRequestDescriptor } from './request-descriptor.ts'
import { refusedRequest } from './request-failure.ts'
import type { AuthorizedRequest } from './send-request.ts'

export type RequestVerdict =
  | { readonly ok: true; readonly request: AuthorizedRequest }
  | { readonly ok: false; readonly failure: Failure }

/**
 * Decides whether a request may leave, in the host's order: length of the descriptor, API gate, shape, method, headers, body, URL,
 * target of the manifest, target of the grant. Sends nothing.
 * @param text the descriptor as the guest sent it
 * @source host contract 5.4, 7.1
 */
export function authorizeRequest(authority: Authority, text: string): RequestVerdict {
  const tooLong = lengthProblem('the request', text, REQUEST_LIMITS.descriptorBytes)
  if (tooLong !== undefined) return refuse(tooLong)
  const gate = authorizeHostApi(authority, 'request')
  if (!gate.allowed) return { ok: false, failure: deniedCall(authority, gate, 'call request.request') }
  const reading = readRequestDescriptor(text)
  return reading.ok ? authorizeDescriptor(authority, reading.descriptor) : refuse(reading.problem)
}

function authorizeDescriptor(authority: Authority, descriptor: RequestDescriptor): RequestVerdict {
  const { headers, body } = descriptor
  const method = REQUEST_METHODS.find(name => name === descriptor.method)
  if (method === undefined)
    return refuse(`the method ${quote(descriptor.method)} is none of ${REQUEST_METHODS.join(', ')}`)
  const problem = checkHeaders(headers) ?? lengthProblem('the body', body ?? '', REQUEST_LIMITS.bodyBytes)
  if (problem !== undefined) return refuse(problem)
  const reading = readNetworkUrl(descriptor.url, 'http')
  if (!reading.ok) return refuse(reading.problem)
  const { url } = reading
  const address = authorizeRequestAddress(authority, method, url)
  if (!address.allowed)
    return { ok: false, failure: deniedCall(authority, address, `send ${method} ${shownUrl(url)}`) }
  url.hash = ''
  return { ok: true, request: { method, url: url.href, headers: withDefaults(headers), body } }
}

function withDefaults(headers: RequestDescriptor['headers']): RequestDescriptor['headers'] {
  const given = headers.map(({ name }) => name.toLowerCase())
  return [...headers, ...DEFAULT_REQUEST_HEADERS.filter(({ name }) => !given.includes(name))]
}

function refuse(problem: string): RequestVerdict {
  return { ok: false, failure: refusedRequest(problem) }
}
