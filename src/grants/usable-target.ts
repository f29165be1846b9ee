import { REQUEST_METHODS } from '../contract/request-rules.ts'
import type { RequestTarget, WebSocketTarget } from '../manifest/manifest.ts'
import { isBlank } from '../manifest/names.ts'
import type { FsGrant } from './grants.ts'
import { toAsciiLowerCase, trimWhiteSpace } from './white-space.ts'

const WEBSOCKET_SCHEMES = ['ws', 'wss', '*']

/** Whether a request target could ever match: the API gate counts only such targets. @source host contract 5.2 */
export function isUsableRequestTarget(target: RequestTarget): boolean {
  return (
    !isBlank(target.scheme) &&
    !isBlank(target.host) &&
    target.methods.some(method =>
      REQUEST_METHODS.some(known => known.toLowerCase() === toAsciiLowerCase(trimWhiteSpace(method))),
    )
  )
}

export function isUsableWebSocketTarget(target: WebSocketTarget): boolean {
  const scheme = toAsciiLowerCase(trimWhiteSpace(target.scheme))
  return WEBSOCKET_SCHEMES.includes(scheme) && !isBlank(target.host)
}

/** The root must be absolute as written: a leading space makes it unusable here, though resolving it would trim it. */
export function isUsableFsGrant(grant: FsGrant): boolean {
  return grant.root.startsWith('/') && grant.operations.length > 0
}
