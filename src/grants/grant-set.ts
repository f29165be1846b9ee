import type { BoundPackage, Grants } from './grants.ts'

/** What is granted, before it is bound to one exact package. */
export type GrantSet = Pick<Grants, 'permissions' | 'request' | 'websocket' | 'fs'>

export const NOTHING_GRANTED: GrantSet = { permissions: [], request: [], websocket: [], fs: [] }

/** Binds what a person grants in a local run to the package that is run. @source host contract 4.6 */
export function bindGrants(granted: GrantSet, target: BoundPackage): Grants {
  const { permissions, request, websocket, fs } = granted
  const { identity, version, digest } = target
  return {
    id: `${identity.source}:${identity.localId}`,
    version,
    digest,
    permissions,
    request,
    websocket,
    fs,
  }
}

/** Puts the parts of one command line together, in their order. */
export function joinGrants(sets: readonly GrantSet[]): GrantSet {
  return {
    permissions: sets.flatMap(set => set.permissions),
    request: sets.flatMap(set => set.request),
    websocket: sets.flatMap(set => set.websocket),
    fs: sets.flatMap(set => set.fs),
  }
}
