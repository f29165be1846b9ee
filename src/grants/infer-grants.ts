import type { WebSocketTarget } from '../manifest/manifest.ts'
import type { GrantSet } from './grant-set.ts'
import type { Requests } from './grants.ts'
import { isLocalAddress } from './local-address.ts'
import { isOpenTarget } from './target-label.ts'

/**
 * What a local run grants when nobody said anything: all permissions that the manifest requests, and its targets, except
 * broad ones and addresses of this machine or network. Folders are never granted this way.
 * @source design 3
 */
export function inferGrants(requests: Requests): GrantSet {
  const { permissions, request, websocket } = requests
  return { permissions, request: request.filter(isModest), websocket: websocket.filter(isModest), fs: [] }
}

function isModest(target: WebSocketTarget): boolean {
  return !isOpenTarget(target) && !isLocalAddress(target.host)
}
