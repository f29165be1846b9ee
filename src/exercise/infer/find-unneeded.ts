import type { Finding, Place } from '../../finding.ts'
import type { GrantSet } from '../../grants/grant-set.ts'
import type { Requests } from '../../grants/grants.ts'
import { matchesRequestTarget, matchesWebSocketTarget } from '../../grants/match-target.ts'
import { includesPermission, permissionLabel } from '../../grants/permission.ts'
import {
  addressLabel,
  fsGrantLabel,
  fsRootLabel,
  requestTargetLabel,
  webSocketTargetLabel,
} from '../../grants/target-label.ts'
import type { Manifest, Permission, RequestTarget, WebSocketTarget } from '../../manifest/manifest.ts'
import { quote } from '../../quote.ts'
import type { AuthoritySet } from './authority-set.ts'
import type { ObservedCase } from './used-authority.ts'

/** What was run, and what of it counts. */
export interface Evidence {
  readonly needed: AuthoritySet
  readonly observed: readonly ObservedCase[]
  /** True when every tool has a case that counts: only then is an address that nobody asked for called unneeded. */
  readonly isComplete: boolean
}

/** Something that is declared and that nothing needs; `path` is its key path in the file. */
export interface Unneeded {
  readonly path: string
  /** Not escaped. */
  readonly label: string
}

/** What a manifest requests, or `[grants]` allow, and nothing that ran needs. What could not be judged is left out. */
export function findUnneeded(
  declared: Requests & Partial<GrantSet>,
  manifest: Manifest,
  evidence: Evidence,
): Unneeded[] {
  const { needed, observed, isComplete } = evidence
  const requests = observed.flatMap(({ observer }) => observer.requests)
  const sockets = observed.flatMap(({ observer }) => observer.sockets)
  const hasTarget = { request: requests.length > 0, websocket: sockets.length > 0 }
  const isRequestUsed = (target: RequestTarget) =>
    requests.some(({ method, url }) => matchesRequestTarget(target, method, new URL(url)))
  const isSocketUsed = (target: WebSocketTarget) =>
    sockets.some(url => matchesWebSocketTarget(target, new URL(url)))
  return [
    ...declared.permissions.flatMap((permission, index) =>
      isNeeded(permission, manifest, evidence)
        ? []
        : [{ path: `permissions[${index}]`, label: permissionLabel(permission) }],
    ),
    ...(isComplete && hasTarget.request
      ? declared.request.flatMap((target, index) =>
          unneededParts(target, requestTargetLabel(target), isRequestUsed).map(part =>
            at('request', index, part),
          ),
        )
      : []),
    ...(isComplete && hasTarget.websocket && manifest.ingresses.length === 0
      ? declared.websocket.flatMap((target, index) =>
          unneededParts(target, webSocketTargetLabel(target), isSocketUsed).map(part =>
            at('websocket', index, part),
          ),
        )
      : []),
    ...(isComplete ? unneededFolders(declared.fs ?? [], needed.grants.fs) : []),
  ]
}

function at(list: string, index: number, { path, label }: Unneeded): Unneeded {
  return { path: `${list}[${index}]${path}`, label }
}

function isNeeded(
  permission: Permission,
  manifest: Manifest,
  { needed, observed, isComplete }: Evidence,
): boolean {
  if (includesPermission(needed.manifest.permissions, permission)) return true
  switch (permission.kind) {
    case 'host_api':
      return permission.api !== 'fs' && manifest.ingresses.length > 0
    case 'external_write':
    case 'tool_namespace':
      return !isComplete
    case 'tool':
      return !observed.some(({ entry }) => entry.tool === permission.name)
    default:
      return true
  }
}

/** The target itself, or the methods and prefixes of it without which everything asked for is still allowed. */
function unneededParts<Target extends WebSocketTarget>(
  target: Target,
  label: string,
  isUsed: (target: Target) => boolean,
): Unneeded[] {
  if (!isUsed(target)) return [{ path: '', label }]
  const { methods = [] } = target as { readonly methods?: readonly string[] }
  const parts = (key: string, words: readonly string[]) =>
    words.length < 2
      ? []
      : words.flatMap((word, index) =>
          isUsed({ ...target, [key]: [word] })
            ? []
            : [{ path: `.${key}[${index}]`, label: `${word} of ${addressLabel(target)}` }],
        )
  return [...parts('methods', methods), ...parts('path_prefixes', target.path_prefixes)]
}

function unneededFolders(declared: GrantSet['fs'], needed: GrantSet['fs']): Unneeded[] {
  return declared.flatMap((grant, index) => {
    const { operations = [] } = needed.find(({ root }) => root === grant.root) ?? {}
    if (operations.length === 0) return [{ path: `fs[${index}]`, label: fsGrantLabel(grant) }]
    return grant.operations.flatMap((operation, position) =>
      operations.includes(operation)
        ? []
        : [
            {
              path: `fs[${index}].operations[${position}]`,
              label: `${operation} of ${fsRootLabel(grant)}`,
            },
          ],
    )
  })
}

/** @param subject `plugin.toml requests` or `[grants] allow` */
export function unneeded({ label }: Unneeded, subject: string, place: Place): Finding {
  return {
    rule: 'exercise/not-needed',
    severity: 'warning',
    message: `${subject} ${quote(label)}, and nothing that ran needs it.`,
    why: 'Whoever enables the plugin is asked for authority that it does not use.',
    fix: 'Remove it, or write a case that needs it.',
    at: place,
  }
}
