import { applyEdits } from '../../check/apply-edits.ts'
import type { Edit } from '../../finding.ts'
import type { Requests } from '../../grants/grants.ts'
import { matchesRequestTarget, matchesWebSocketTarget } from '../../grants/match-target.ts'
import { allowsTool, includesPermission } from '../../grants/permission.ts'
import { isBroadTarget } from '../../grants/target-label.ts'
import { isUsableRequestTarget, isUsableWebSocketTarget } from '../../grants/usable-target.ts'
import { type ExactJson, exactJsonText, fromJsonValue } from '../../manifest/exact-json.ts'
import type { JsonValue, Manifest, Permission, WebSocketTarget } from '../../manifest/manifest.ts'
import { readManifest } from '../../manifest/read-manifest.ts'
import type { TomlEditor } from '../../manifest/text/toml-editor.ts'
import { tomlValue } from '../../manifest/toml/write-toml.ts'
import { type Evidence, findUnneeded } from './find-unneeded.ts'

/** The text of plugin.toml with what is needed; null: it is written in a form that has to be edited by hand. */
export type PlannedManifest = { readonly text: string; readonly requests: Requests } | null

/**
 * Adds to plugin.toml what is needed and missing. When the evidence is complete, also takes away what nothing needs, and puts the
 * needed targets in the place of broad ones; a target that is used and names its paths stays as it is. Everything else in the text
 * stays byte for byte.
 * @param files keys of the package's file map
 */
export function planManifest(text: string, files: ReadonlySet<string>, evidence: Evidence): PlannedManifest {
  const document = new Document(text, files)
  const before = document.manifest()
  if (!before) return null
  const removals = evidence.isComplete ? removalsFrom(before, evidence) : []
  // From the end: what stands before keeps its index.
  for (const path of removals.reverse()) document.edit(editor => editor.removeItem(path))
  const kept = document.manifest()
  if (!kept) return null
  const missing = missingRequests(kept, evidence)
  for (const permission of missing.permissions)
    document.edit(editor => editor.appendTable('permissions', entriesOf(permission)))
  for (const target of missing.request)
    document.edit(editor => editor.appendTable('request', entriesOf(target)))
  for (const target of missing.websocket)
    document.edit(editor => editor.appendTable('websocket', entriesOf(target)))
  const after = document.manifest()
  if (!after || !isAsPlanned(after, kept, missing)) return null
  if (removals.length > 0 && findUnneeded(after, after, evidence).length > 0) return null
  return { text: document.text, requests: after }
}

/** The text while it is edited; an edit that is not possible leaves it as it is. */
class Document {
  constructor(
    public text: string,
    private readonly files: ReadonlySet<string>,
  ) {}

  edit(change: (editor: TomlEditor) => readonly Edit[]): void {
    this.text = applyEdits(this.text, [change(this.read().editor)]).text
  }

  manifest(): Manifest | undefined {
    return this.read().manifest
  }

  private read() {
    return readManifest(new TextEncoder().encode(this.text), this.files)
  }
}

function removalsFrom(manifest: Manifest, evidence: Evidence): string[] {
  const unneeded = findUnneeded(manifest, manifest, evidence).map(({ path }) => path)
  const broad = (['request', 'websocket'] as const).flatMap(list =>
    evidence.observed.some(({ observer }) => observer[list === 'request' ? 'requests' : 'sockets'].length > 0)
      ? manifest[list].flatMap((target, index) => (isBroadTarget(target) ? [`${list}[${index}]`] : []))
      : [],
  )
  const whole = new Set([...unneeded.filter(path => !path.includes('.')), ...broad])
  const parts = unneeded.filter(path => path.includes('.') && !whole.has(path.slice(0, path.indexOf('.'))))
  return [...whole, ...parts].sort(byPlace)
}

/** By list, then by index from the first to the last; parts of an item before the item. */
function byPlace(left: string, right: string): number {
  const keyOf = (path: string) => path.replace(/\d+/g, digits => digits.padStart(6, '0'))
  return keyOf(left) < keyOf(right) ? -1 : 1
}

function missingRequests(declared: Requests, { needed, observed }: Evidence): Requests {
  const requests = observed.flatMap(({ observer }) => observer.requests)
  const sockets = observed.flatMap(({ observer }) => observer.sockets)
  const allows = ({ request }: Requests, method: string, url: string) =>
    request.some(target => matchesRequestTarget(target, method, new URL(url)))
  const allowsSocket = ({ websocket }: Requests, url: string) =>
    websocket.some(target => matchesWebSocketTarget(target, new URL(url)))
  const { permissions, request, websocket } = needed.manifest
  return {
    permissions: permissions.filter(permission =>
      permission.kind === 'tool'
        ? !allowsTool(declared.permissions, permission.name)
        : !includesPermission(declared.permissions, permission),
    ),
    request: request.filter(target =>
      requests.length === 0
        ? !declared.request.some(isUsableRequestTarget)
        : requests.some(
            ({ method, url }) =>
              matchesRequestTarget(target, method, new URL(url)) && !allows(declared, method, url),
          ),
    ),
    websocket: websocket.filter(target =>
      sockets.length === 0
        ? !declared.websocket.some(isUsableWebSocketTarget)
        : sockets.some(url => matchesWebSocketTarget(target, new URL(url)) && !allowsSocket(declared, url)),
    ),
  }
}

function isAsPlanned(after: Requests, kept: Requests, missing: Requests): boolean {
  const textOf = (requests: Requests) => exactJsonText(exact(requests))
  const { permissions, request, websocket } = after
  return (
    textOf({ permissions, request, websocket }) ===
    textOf({
      permissions: [...kept.permissions, ...missing.permissions],
      request: [...kept.request, ...missing.request],
      websocket: [...kept.websocket, ...missing.websocket],
    })
  )
}

/** Keys and values as TOML; what is absent has no key. */
function entriesOf(target: Permission | WebSocketTarget): [string, string][] {
  return Object.entries(target)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => [key, tomlValue(exact(value))])
}

function exact(value: unknown): ExactJson {
  return fromJsonValue(value as JsonValue)
}
