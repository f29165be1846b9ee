import type { HostApi } from '../contract/worlds.ts'
import { HOST_APIS } from '../contract/worlds.ts'
import type { Permission, RequestTarget, WebSocketTarget } from '../manifest/manifest.ts'
import { escapeText } from '../quote.ts'
import type { Requests } from './grants.ts'
import { normalizeScheme } from './match-target.ts'
import { hostApiPermission, includesPermission } from './permission.ts'
import { isOpenTarget, takesAnyHost } from './target-label.ts'

/** One thing that a plugin asks for, as a phrase that follows "asks to". */
export interface RequestPhrase {
  readonly text: string
  /** Leaves the host, the scheme or the path open, or changes things outside: worth a second look. */
  readonly isFarReaching: boolean
}

/** Says in plain words what a manifest requests; text of the plugin in it is escaped. @source host contract 5.1, 5.5 */
export function describeRequests(requests: Requests): RequestPhrase[] {
  return [
    ...requests.permissions.flatMap(describePermission),
    ...HOST_APIS.flatMap(api => describeHostApi(api, requests)),
  ]
}

function describePermission(permission: Permission): RequestPhrase[] {
  switch (permission.kind) {
    case 'tool':
      return [near(`offer the tool ${escapeText(permission.name)}`)]
    case 'tool_namespace':
      return [near(`offer any tool whose name begins with ${escapeText(permission.namespace)}`)]
    case 'service':
      return [near(`run the service ${escapeText(permission.name)} in the background`)]
    case 'ingress':
      return [near(`receive events as ${escapeText(permission.name)}`)]
    case 'external_write':
      return [far('offer tools that change things outside the conversation')]
    default:
      return []
  }
}

function describeHostApi(api: HostApi, requests: Requests): RequestPhrase[] {
  const isRequested = includesPermission(requests.permissions, hostApiPermission(api))
  const targets = targetPhrases(api, requests)
  if (!isRequested)
    return targets.length === 0
      ? []
      : [near(`name ${api} targets without requesting host_api.${api}: they have no effect`)]
  if (api === 'fs') return [far('use files, in folders that only a grant names')]
  return targets.length === 0 ? [near(`use the network through ${api}, but names no target`)] : targets
}

function targetPhrases(api: HostApi, requests: Requests): RequestPhrase[] {
  if (api === 'request')
    return requests.request.map(target => phrase(target, `send ${methodsOf(target)} to ${addressOf(target)}`))
  if (api === 'websocket')
    return requests.websocket.map(target => phrase(target, `keep a WebSocket to ${addressOf(target)}`))
  return []
}

function methodsOf({ methods }: RequestTarget): string {
  return methods.length === 0 ? 'nothing' : escapeText(methods.join(', '))
}

function addressOf(target: WebSocketTarget): string {
  const { scheme, host, port, path_prefixes } = target
  const isAnyScheme = normalizeScheme(scheme) === '*'
  const place = takesAnyHost(target)
    ? `any host${isAnyScheme ? '' : ` by ${escapeText(scheme || '<no-scheme>')}`}`
    : `${isAnyScheme ? 'any scheme' : escapeText(scheme || '<no-scheme>')}://${escapeText(host || '<no-host>')}`
  const paths = path_prefixes.length === 0 ? ', any path' : `, paths ${escapeText(path_prefixes.join(' '))}`
  return `${place}${port === null ? '' : `, port ${port}`}${paths}`
}

function phrase(target: WebSocketTarget, text: string): RequestPhrase {
  return isOpenTarget(target) ? far(text) : near(text)
}

function near(text: string): RequestPhrase {
  return { text, isFarReaching: false }
}

function far(text: string): RequestPhrase {
  return { text, isFarReaching: true }
}
