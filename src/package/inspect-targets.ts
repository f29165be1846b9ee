import {
  coversRequestTarget,
  coversWebSocketTarget,
  requestTargetsIntersect,
  webSocketTargetsIntersect,
} from '../grants/cover-target.ts'
import type { Authority } from '../grants/grants.ts'
import { isBroadTarget, requestTargetLabel, webSocketTargetLabel } from '../grants/target-label.ts'
import type { RequestTarget, WebSocketTarget } from '../manifest/manifest.ts'

/** How one permission or target stands; key names are the host's. @source host contract 9.5 */
export interface PermissionEligibility {
  readonly permission: string
  readonly requested: boolean
  readonly granted: boolean
  readonly eligible: boolean
  readonly diagnostic: string | null
}

/** How two targets of one API compare, and how one is labelled. */
interface TargetKind<Target extends WebSocketTarget> {
  readonly api: 'request' | 'websocket'
  readonly covers: (grant: Target, target: Target) => boolean
  readonly intersects: (left: Target, right: Target) => boolean
  readonly label: (target: Target) => string
}

const REQUEST: TargetKind<RequestTarget> = {
  api: 'request',
  covers: coversRequestTarget,
  intersects: requestTargetsIntersect,
  label: requestTargetLabel,
}

const WEBSOCKET: TargetKind<WebSocketTarget> = {
  api: 'websocket',
  covers: coversWebSocketTarget,
  intersects: webSocketTargetsIntersect,
  label: webSocketTargetLabel,
}

/**
 * Lists how requested and granted targets meet: one line per manifest target, then one per grant, first for `request`,
 * then for `websocket`.
 * @source host contract 5.6
 */
export function inspectTargets({ requested, grants }: Authority): PermissionEligibility[] {
  return [
    ...inspectKind(REQUEST, requested.request, grants.request),
    ...inspectKind(WEBSOCKET, requested.websocket, grants.websocket),
  ]
}

function inspectKind<Target extends WebSocketTarget>(
  kind: TargetKind<Target>,
  targets: readonly Target[],
  grants: readonly Target[],
): PermissionEligibility[] {
  return [
    ...targets.map(target => inspectTarget(kind, target, grants)),
    ...grants.map(grant => inspectGrant(kind, grant, targets)),
  ]
}

function inspectTarget<Target extends WebSocketTarget>(
  kind: TargetKind<Target>,
  target: Target,
  grants: readonly Target[],
): PermissionEligibility {
  const covering = grants.find(grant => kind.covers(grant, target))
  const granted = covering !== undefined || grants.some(grant => kind.intersects(target, grant))
  return {
    permission: `host_api.${kind.api} target ${kind.label(target)}`,
    requested: true,
    granted,
    eligible: granted,
    diagnostic: granted ? remarkOnTarget(covering) : 'no grant allows this requested target',
  }
}

function remarkOnTarget(covering: WebSocketTarget | undefined): string | null {
  if (covering === undefined) return 'the grants allow only a part of this requested target'
  return isBroadTarget(covering) ? 'this requested target is allowed by a broad grant' : null
}

function inspectGrant<Target extends WebSocketTarget>(
  kind: TargetKind<Target>,
  grant: Target,
  targets: readonly Target[],
): PermissionEligibility {
  if (!targets.some(target => kind.intersects(target, grant)))
    return {
      permission: `host_api.${kind.api} grant-only ${kind.label(grant)}`,
      requested: false,
      granted: true,
      eligible: false,
      diagnostic: 'the manifest requests nothing that this grant allows',
    }
  return {
    permission: `host_api.${kind.api} grant ${kind.label(grant)}`,
    requested: true,
    granted: true,
    eligible: true,
    diagnostic: remarkOnGrant(
      grant,
      targets.some(target => kind.covers(target, grant)),
    ),
  }
}

function remarkOnGrant(grant: WebSocketTarget, isInside: boolean): string | null {
  if (isBroadTarget(grant)) return 'this grant is broad; only what the manifest requests is allowed'
  return isInside ? null : 'this grant is wider than the manifest; only what both allow is allowed'
}
