import type { RequestTarget, WebSocketTarget } from '../manifest/manifest.ts'
import { isBlank } from '../manifest/names.ts'
import type { FsGrant } from './grants.ts'
import { normalizeHost } from './match-target.ts'
import { trimWhiteSpace } from './white-space.ts'

/** What the host calls broad: the scheme, the host or the path is left open. @source host contract 5.5 */
export function isBroadTarget(target: WebSocketTarget): boolean {
  return (
    trimWhiteSpace(target.scheme) === '*' ||
    trimWhiteSpace(target.host) === '*' ||
    target.path_prefixes.length === 0
  )
}

/**
 * Whether a target leaves the scheme, the host or the path open in fact: the host takes `*.` and `[*]` for any host, too, but
 * does not call them broad.
 * @source host contract 5.4, 5.5
 */
export function isOpenTarget(target: WebSocketTarget): boolean {
  return isBroadTarget(target) || takesAnyHost(target)
}

export function takesAnyHost({ host }: WebSocketTarget): boolean {
  return normalizeHost(host) === '*' || trimWhiteSpace(host) === '*'
}

/** E.g. `https://api.example.com GET,POST /v1/`; the text is the plugin's own and still needs escaping to be printed. */
export function requestTargetLabel(target: RequestTarget): string {
  const methods = target.methods.length === 0 ? '<no-methods>' : target.methods.join(',')
  return `${addressLabel(target)} ${methods} ${pathsLabel(target)}${broadMark(target, 'request')}`
}

export function webSocketTargetLabel(target: WebSocketTarget): string {
  return `${addressLabel(target)} ${pathsLabel(target)}${broadMark(target, 'websocket')}`
}

/** How messages name the root of a grant; not escaped. */
export function fsRootLabel({ label, root }: Pick<FsGrant, 'label' | 'root'>): string {
  return label ?? root
}

export function fsGrantLabel(grant: FsGrant): string {
  return `${fsRootLabel(grant)} ${grant.operations.length === 0 ? '<no-operations>' : grant.operations.join(',')}`
}

/** E.g. `https://api.example.com:8443`; not escaped. */
export function addressLabel(target: WebSocketTarget): string {
  const scheme = isBlank(target.scheme) ? '<no-scheme>' : target.scheme
  const host = isBlank(target.host) ? '<no-host>' : target.host
  return `${scheme}://${host}${target.port === null ? '' : `:${target.port}`}`
}

function pathsLabel(target: WebSocketTarget): string {
  return target.path_prefixes.length === 0 ? '*' : target.path_prefixes.join(',')
}

function broadMark(target: WebSocketTarget, api: string): string {
  return isBroadTarget(target) ? ` [broad-${api}]` : ''
}
