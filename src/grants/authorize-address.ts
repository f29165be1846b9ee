import type { RequestTarget } from '../manifest/manifest.ts'
import type { Authorization } from './authorize.ts'
import type { Authority } from './grants.ts'
import { matchesRequestTarget, matchesWebSocketTarget } from './match-target.ts'

/**
 * Whether a request may go to an address: a target of the manifest must match, then a target of the grant; not necessarily the
 * same one.
 * @param url parsed by a WHATWG parser
 * @source host contract 5.4
 */
export function authorizeRequestAddress(
  { requested, grants }: Authority,
  method: string,
  url: URL,
): Authorization {
  return decide({
    label: 'host_api.request',
    target: leastTarget(url, [method]),
    isRequested: requested.request.some(target => matchesRequestTarget(target, method, url)),
    isGranted: grants.request.some(target => matchesRequestTarget(target, method, url)),
  })
}

/** The same for a WebSocket. @source host contract 5.4 */
export function authorizeWebSocketAddress({ requested, grants }: Authority, url: URL): Authorization {
  return decide({
    label: 'host_api.websocket',
    target: leastTarget(url, []),
    isRequested: requested.websocket.some(target => matchesWebSocketTarget(target, url)),
    isGranted: grants.websocket.some(target => matchesWebSocketTarget(target, url)),
  })
}

interface AddressNeed {
  readonly label: 'host_api.request' | 'host_api.websocket'
  readonly target: RequestTarget
  readonly isRequested: boolean
  readonly isGranted: boolean
}

function decide(need: AddressNeed): Authorization {
  if (need.isRequested && need.isGranted) return { allowed: true }
  return { allowed: false, missing: [{ need: 'address', ...need }] }
}

/** One address, one folder: the last part of a path is often a name, or a secret. */
function leastTarget(url: URL, methods: readonly string[]): RequestTarget {
  return {
    scheme: url.protocol.slice(0, -1),
    host: url.hostname,
    port: url.port === '' ? null : Number(url.port),
    methods,
    path_prefixes: [url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1)],
  }
}
