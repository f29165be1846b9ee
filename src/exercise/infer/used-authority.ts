import type { HostApi } from '../../contract/worlds.ts'
import type { GrantSet } from '../../grants/grant-set.ts'
import { FS_OPERATIONS, type FsGrant, type Requests } from '../../grants/grants.ts'
import { matchesRequestTarget, matchesWebSocketTarget } from '../../grants/match-target.ts'
import {
  allowsTool,
  hostApiPermission,
  includesPermission,
  surfacePermission,
} from '../../grants/permission.ts'
import { isUsableRequestTarget, isUsableWebSocketTarget } from '../../grants/usable-target.ts'
import type { Manifest, Permission } from '../../manifest/manifest.ts'
import type { CallObserver } from '../answers/call-observer.ts'
import type { Case } from '../case.ts'
import type { Redactor } from '../cassette/redactor.ts'
import type { AuthoritySet } from './authority-set.ts'
import { suggestRequestTargets, suggestWebSocketTargets } from './suggest-targets.ts'

/** One case that passed, and what was seen of it. */
export interface ObservedCase {
  readonly entry: Case
  readonly observer: CallObserver
  /** Folders of the project that it may name. */
  readonly roots: readonly string[]
}

export interface UsedInput {
  readonly manifest: Manifest
  readonly observed: readonly ObservedCase[]
  /** Host APIs that the component imports; the host asks for each before it starts anything. @source host contract 5.3 */
  readonly imports: readonly HostApi[]
  readonly redactor: Redactor
}

/** What was used, on both sides. An API that is imported and not called needs one target and one folder all the same. */
export function usedAuthority({ manifest, observed, imports, redactor }: UsedInput): AuthoritySet {
  const tools = new Set(observed.map(({ entry }) => entry.tool))
  const writes = manifest.tools.some(({ name, external_write }) => external_write && tools.has(name))
  const permissions: Permission[] = [
    surfacePermission('tool'),
    ...[...tools].map(name => ({ kind: 'tool', name }) as const),
    ...(writes ? [{ kind: 'external_write' } as const] : []),
    ...imports.map(hostApiPermission),
  ]
  const request = suggestRequestTargets(
    observed.flatMap(({ observer }) => observer.requests),
    redactor,
  )
  const websocket = suggestWebSocketTargets(
    observed.flatMap(({ observer }) => observer.sockets),
    redactor,
  )
  const requested = {
    permissions,
    request: orUsable(request, imports.includes('request'), manifest.request.find(isUsableRequestTarget), {
      ...PLACE,
      scheme: 'https',
      methods: ['GET'],
    }),
    websocket: orUsable(
      websocket,
      imports.includes('websocket'),
      manifest.websocket.find(isUsableWebSocketTarget),
      { ...PLACE, scheme: 'wss' },
    ),
  }
  return { manifest: requested, grants: { ...requested, fs: usedFolders(observed, imports.includes('fs')) } }
}

/** Stands for an address of an API that is imported and not called. */
export const UNCALLED_HOST = 'example.invalid'

/** Where nothing is asked for, any address does. */
const PLACE = { host: UNCALLED_HOST, port: null, path_prefixes: ['/'] }

function orUsable<Target>(
  targets: readonly Target[],
  isImported: boolean,
  declared: Target | undefined,
  example: Target,
): readonly Target[] {
  return targets.length > 0 || !isImported ? targets : [declared ?? example]
}

function usedFolders(observed: readonly ObservedCase[], isImported: boolean): GrantSet['fs'] {
  const roots = [...new Set(observed.flatMap(each => each.roots))]
  return roots.flatMap((root): FsGrant[] => {
    const own = observed.filter(each => each.roots.includes(root))
    const operations = FS_OPERATIONS.filter(name => own.some(({ observer }) => observer.operations.has(name)))
    if (operations.length > 0) return [{ root, operations }]
    return isImported ? [{ root, operations: ['read'] }] : []
  })
}

/** Whether a case would be denied something, as far as what was seen of it tells. */
export function expectsDenial(
  { manifest, grants }: AuthoritySet,
  each: ObservedCase,
  imports: readonly HostApi[],
): boolean {
  return (
    [manifest, grants].some(side => lacks(side, each, imports)) ||
    [...each.observer.operations].some(
      operation =>
        !grants.fs.some(
          ({ root, operations }) => each.roots.includes(root) && operations.includes(operation),
        ),
    )
  )
}

function lacks(
  { permissions, request, websocket }: Requests,
  { entry, observer }: ObservedCase,
  imports: readonly HostApi[],
): boolean {
  return (
    !includesPermission(permissions, surfacePermission('tool')) ||
    !allowsTool(permissions, entry.tool) ||
    imports.some(api => !includesPermission(permissions, hostApiPermission(api))) ||
    observer.requests.some(
      ({ method, url }) => !request.some(target => matchesRequestTarget(target, method, new URL(url))),
    ) ||
    observer.sockets.some(url => !websocket.some(target => matchesWebSocketTarget(target, new URL(url))))
  )
}
