import { HOST_APIS, type HostApi } from '../contract/worlds.ts'
import type { Permission, RequestTarget, WebSocketTarget } from '../manifest/manifest.ts'
import type { Shortfall } from './authorize.ts'
import { type GrantSet, NOTHING_GRANTED } from './grant-set.ts'
import type { Authority, FsGrant } from './grants.ts'
import { parsePermissionLabel } from './parse-permission-label.ts'
import { fsRootLabel } from './target-label.ts'
import { isUsableRequestTarget, isUsableWebSocketTarget } from './usable-target.ts'

/** The author puts the real address, or the real folder, in its place. */
const EXAMPLE_ADDRESS = { host: 'api.example.com', port: null, path_prefixes: ['/'] }
const EXAMPLE_FOLDER: FsGrant = { root: 'data', operations: ['read'] }

/** The least that a manifest must ask for besides. */
export function missingRequests(missing: readonly Shortfall[]): GrantSet {
  const shortfalls = missing.filter(shortfall => shortfall.need !== 'binding' && !shortfall.isRequested)
  return {
    ...NOTHING_GRANTED,
    permissions: permissionsOf(shortfalls),
    request: [
      ...(lacksTarget(shortfalls, 'request') ? [exampleRequest()] : []),
      ...missingAddresses(shortfalls, 'request'),
    ],
    websocket: [
      ...(lacksTarget(shortfalls, 'websocket') ? [exampleWebSocket()] : []),
      ...missingAddresses(shortfalls, 'websocket').map(withoutMethods),
    ],
  }
}

/** The least that must be granted besides: of targets the first that the manifest asks for. */
export function missingGrants({ requested, grants }: Authority, missing: readonly Shortfall[]): GrantSet {
  const shortfalls = missing.filter(shortfall => shortfall.need !== 'binding' && !shortfall.isGranted)
  const request = requested.request.find(isUsableRequestTarget) ?? exampleRequest()
  const websocket = requested.websocket.find(isUsableWebSocketTarget) ?? exampleWebSocket()
  return {
    permissions: permissionsOf(shortfalls),
    request: [
      ...(lacksTarget(shortfalls, 'request') ? [request] : []),
      ...missingAddresses(shortfalls, 'request'),
    ],
    websocket: [
      ...(lacksTarget(shortfalls, 'websocket') ? [websocket] : []),
      ...missingAddresses(shortfalls, 'websocket').map(withoutMethods),
    ],
    fs: shortfalls.flatMap(shortfall => missingFolder(shortfall, grants.fs[0])),
  }
}

function permissionsOf(shortfalls: readonly Shortfall[]): Permission[] {
  return shortfalls.flatMap(shortfall =>
    shortfall.need === 'permission' ? (parsePermissionLabel(shortfall.label) ?? []) : [],
  )
}

function lacksTarget(shortfalls: readonly Shortfall[], api: HostApi): boolean {
  return shortfalls.some(shortfall => shortfall.need === 'target' && apiOf(shortfall.label) === api)
}

function apiOf(label: string): HostApi | undefined {
  return HOST_APIS.find(api => label === `host_api.${api}`)
}

function missingAddresses(shortfalls: readonly Shortfall[], api: HostApi): RequestTarget[] {
  return shortfalls.flatMap(shortfall =>
    shortfall.need === 'address' && apiOf(shortfall.label) === api ? [shortfall.target] : [],
  )
}

function withoutMethods({ methods: _, ...target }: RequestTarget): WebSocketTarget {
  return target
}

/** An operation is granted on the folder that is granted already. */
function missingFolder(shortfall: Shortfall, granted: FsGrant | undefined): FsGrant[] {
  if (shortfall.need === 'operation')
    return [{ root: fsRootLabel(granted ?? EXAMPLE_FOLDER), operations: [shortfall.operation] }]
  return lacksTarget([shortfall], 'fs') ? [usableFolder(granted)] : []
}

/** What is granted and not usable has a relative root, or no operation. @source host contract 5.2 */
function usableFolder(granted: FsGrant | undefined): FsGrant {
  if (granted === undefined) return EXAMPLE_FOLDER
  const { operations } = granted.operations.length === 0 ? EXAMPLE_FOLDER : granted
  const root = granted.root.startsWith('/')
    ? fsRootLabel(granted)
    : `/absolute/path/of/${granted.root.trim()}`
  return { root, operations }
}

function exampleRequest(): RequestTarget {
  return { scheme: 'https', ...EXAMPLE_ADDRESS, methods: ['GET'] }
}

function exampleWebSocket(): WebSocketTarget {
  return { scheme: 'wss', ...EXAMPLE_ADDRESS }
}
