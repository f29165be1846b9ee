import type { GrantSet } from '../../grants/grant-set.ts'
import type { Requests } from '../../grants/grants.ts'
import { permissionLabel } from '../../grants/permission.ts'
import {
  addressLabel,
  fsGrantLabel,
  fsRootLabel,
  requestTargetLabel,
  webSocketTargetLabel,
} from '../../grants/target-label.ts'
import type { RequestTarget, WebSocketTarget } from '../../manifest/manifest.ts'

/** Both sides of what a plugin may do. Folders of `grants` are of the project. */
export interface AuthoritySet {
  readonly manifest: Requests
  readonly grants: GrantSet
}

/** One thing that could be taken away, and what is left then. */
export interface Removal {
  readonly side: 'manifest' | 'grants'
  /** What is taken, e.g. `tool.echo` or `POST of https://a.example`; not escaped. */
  readonly label: string
  readonly left: AuthoritySet
}

/** Everything that can be taken from either side, piece by piece: of a target with several methods or paths each of them. */
export function removalsOf({ manifest, grants }: AuthoritySet): Removal[] {
  const fsRemovals = removeEach(grants.fs, fsGrantLabel, ({ operations, ...grant }) =>
    partsOf(operations).map(({ part, left }) => ({
      part: `${part} of ${fsRootLabel(grant)}`,
      left: { ...grant, operations: left },
    })),
  ).map(({ label, left }) => ({ label, left: { ...grants, fs: left } }))
  return [
    ...removeRequests(manifest).map(({ label, left }) => ({
      side: 'manifest' as const,
      label,
      left: { manifest: left, grants },
    })),
    ...[...removeRequests(grants), ...fsRemovals].map(({ label, left }) => ({
      side: 'grants' as const,
      label,
      left: { manifest, grants: { ...grants, ...left } },
    })),
  ]
}

interface Removed<Left> {
  readonly label: string
  readonly left: Left
}

function removeRequests(side: Requests): Removed<Requests>[] {
  const { permissions, request, websocket } = side
  return [
    ...removeEach(permissions, permissionLabel, () => []).map(({ label, left }) => ({
      label,
      left: { permissions: left, request, websocket },
    })),
    ...removeEach(request, requestTargetLabel, requestParts).map(({ label, left }) => ({
      label,
      left: { permissions, request: left, websocket },
    })),
    ...removeEach(websocket, webSocketTargetLabel, pathParts).map(({ label, left }) => ({
      label,
      left: { permissions, request, websocket: left },
    })),
  ]
}

interface Part<Item> {
  readonly part: string
  readonly left: Item
}

/** @param parts ways to leave less of an item; with fewer than two of a kind the item goes as a whole */
function removeEach<Item>(
  items: readonly Item[],
  labelOf: (item: Item) => string,
  parts: (item: Item) => readonly Part<Item>[],
): Removed<readonly Item[]>[] {
  return items.flatMap((item, index) => {
    const replace = (...by: Item[]) => [...items.slice(0, index), ...by, ...items.slice(index + 1)]
    const smaller = parts(item)
    if (smaller.length === 0) return [{ label: labelOf(item), left: replace() }]
    return smaller.map(({ part, left }) => ({ label: part, left: replace(left) }))
  })
}

function requestParts(target: RequestTarget): Part<RequestTarget>[] {
  return [
    ...partsOf(target.methods).map(({ part, left }) => ({
      part: `${part} of ${addressLabel(target)}`,
      left: { ...target, methods: left },
    })),
    ...pathParts(target),
  ]
}

function pathParts<Target extends WebSocketTarget>(target: Target): Part<Target>[] {
  return partsOf(target.path_prefixes).map(({ part, left }) => ({
    part: `${part} of ${addressLabel(target)}`,
    left: { ...target, path_prefixes: left },
  }))
}

/** The list without each of its items; none when it has only one. */
function partsOf<Word extends string>(words: readonly Word[]): { part: Word; left: Word[] }[] {
  if (words.length < 2) return []
  return words.map((part, index) => ({ part, left: words.filter((_, other) => other !== index) }))
}
