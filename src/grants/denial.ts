import type { HostApi } from '../contract/worlds.ts'
import { HOST_APIS } from '../contract/worlds.ts'
import { fromJsonValue } from '../manifest/exact-json.ts'
import type { JsonValue, Permission } from '../manifest/manifest.ts'
import { tomlEntries } from '../manifest/toml/write-toml.ts'
import { escapeText } from '../quote.ts'
import { type Authorization, describeShortfall, type Shortfall } from './authorize.ts'
import type { Authority } from './grants.ts'
import { parsePermissionLabel } from './parse-permission-label.ts'
import { permissionLabel } from './permission.ts'
import { fsGrantLabel, requestTargetLabel, webSocketTargetLabel } from './target-label.ts'
import { isUsableRequestTarget, isUsableWebSocketTarget } from './usable-target.ts'

/** When it was refused: a tool is never offered, a component never instantiated, or a running call ended. @source host contract 5.3 */
export type DenialStage = 'register' | 'load' | 'call'

/** Why an operation is refused, and the least that would allow it. Labels are plugin text and not escaped. */
export interface Denial {
  /** What the host names: the first thing that is missing. */
  readonly label: string
  readonly stage: DenialStage
  /** What was attempted, e.g. `run the tool "echo"`. */
  readonly operation: string
  /** Everything that is missing, one sentence each; escaped. */
  readonly missing: readonly string[]
  /** Labels of all that the manifest declares. */
  readonly declared: readonly string[]
  /** Labels of all that is granted. */
  readonly granted: readonly string[]
  /** What to add to plugin.toml; empty when it asks for enough. */
  readonly manifestToml: string
  /** What to add to the grants; empty when they suffice. */
  readonly grantsToml: string
}

/** What is attempted: a phrase such as `run the tool "echo"`, escaped. */
export interface Attempt {
  readonly operation: string
  readonly stage: DenialStage
}

/** Explains a refusal. */
export function describeDenial(
  authority: Authority,
  { missing }: Extract<Authorization, { allowed: false }>,
  { operation, stage }: Attempt,
): Denial {
  const { requested, grants } = authority
  return {
    label: labelOf(missing[0]),
    stage,
    operation,
    missing: missing.map(shortfall => escapeText(describeShortfall(shortfall))),
    declared: [
      ...requested.permissions.map(permissionLabel),
      ...requested.request.map(requestTargetLabel),
      ...requested.websocket.map(webSocketTargetLabel),
    ],
    granted: [
      ...grants.permissions.map(permissionLabel),
      ...grants.request.map(requestTargetLabel),
      ...grants.websocket.map(webSocketTargetLabel),
      ...grants.fs.map(fsGrantLabel),
    ],
    manifestToml: missingToml(missing.filter(isNotRequested), exampleTargets),
    grantsToml:
      missingToml(missing.filter(isNotGranted), api => grantedTargets(authority, api)) +
      bindingToml(authority, missing),
  }
}

/** One sentence: what was attempted and what the host would name. */
export function denialMessage({ operation, missing }: Denial): string {
  return `may not ${operation}: ${missing.join('; ')}`
}

function labelOf(shortfall: Shortfall): string {
  return shortfall.need === 'binding' ? 'grant' : shortfall.label
}

type Missing = Exclude<Shortfall, { need: 'binding' }>

function isNotRequested(shortfall: Shortfall): shortfall is Missing {
  return shortfall.need !== 'binding' && !shortfall.isRequested
}

function isNotGranted(shortfall: Shortfall): shortfall is Missing {
  return shortfall.need !== 'binding' && !shortfall.isGranted
}

function missingToml(shortfalls: readonly Missing[], targets: (api: HostApi) => JsonValue[]): string {
  const permissions = shortfalls
    .filter(({ need }) => need === 'permission')
    .map(({ label }) => parsePermissionLabel(label))
    .filter((permission): permission is Permission => permission !== undefined)
  const apis = HOST_APIS.filter(api =>
    shortfalls.some(({ need, label }) => need === 'target' && label === `host_api.${api}`),
  )
  return tomlEntries([
    ...(permissions.length === 0 ? [] : [entry('permissions', permissions as unknown as JsonValue[])]),
    ...apis.map(api => entry(api, targets(api))),
  ])
}

function entry(key: string, rows: JsonValue[]) {
  return [key, fromJsonValue(rows)] as const
}

/** The least target that makes a request usable; the author puts the real address in its place. */
function exampleTargets(api: HostApi): JsonValue[] {
  const address = { host: 'api.example.com', path_prefixes: ['/'] }
  return api === 'websocket'
    ? [{ scheme: 'wss', ...address }]
    : [{ scheme: 'https', ...address, methods: ['GET'] }]
}

/** The first target that the manifest asks for, so that granting it allows nothing more than was asked. */
function grantedTargets({ requested }: Authority, api: HostApi): JsonValue[] {
  if (api === 'fs') return [{ root: 'data', operations: ['read'] }]
  const first =
    api === 'request'
      ? requested.request.find(isUsableRequestTarget)
      : requested.websocket.find(isUsableWebSocketTarget)
  if (!first) return exampleTargets(api)
  const { port, ...rest } = first
  return [port === null ? { ...rest } : { ...rest, port }] as JsonValue[]
}

function bindingToml(
  { package: { identity, version, digest } }: Authority,
  missing: readonly Shortfall[],
): string {
  if (!missing.some(({ need }) => need === 'binding')) return ''
  return tomlEntries([
    ['id', `${identity.source}:${identity.localId}`],
    ['version', version],
    ['digest', digest],
  ])
}
