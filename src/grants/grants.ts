import type { Surface } from '../contract/names.ts'
import type { JsonValue, Manifest, Permission, RequestTarget, WebSocketTarget } from '../manifest/manifest.ts'
import type { PackageIdentity } from './identity.ts'

export const FS_OPERATIONS = ['read', 'list', 'write'] as const
export type FsOperation = (typeof FS_OPERATIONS)[number]

/** A folder that a plugin may use; `write` implies neither `read` nor `list`. */
export interface FsGrant {
  readonly root: string
  /** How messages name the root where its path would say nothing: the folder that it is a copy of, or as it was typed. */
  readonly label?: string
  readonly operations: readonly FsOperation[]
}

/** What a person allows one exact package. Key names are the host's own. @source host contract 4.3 */
export interface Grants {
  readonly id: string | null
  readonly version: string | null
  readonly digest: string | null
  readonly permissions: readonly Permission[]
  readonly request: readonly RequestTarget[]
  readonly websocket: readonly WebSocketTarget[]
  readonly fs: readonly FsGrant[]
}

export const NO_GRANTS: Grants = {
  id: null,
  version: null,
  digest: null,
  permissions: [],
  request: [],
  websocket: [],
  fs: [],
}

/** The exact package that a grant must be bound to. */
export interface BoundPackage {
  readonly identity: PackageIdentity
  readonly version: string
  readonly digest: string
}

/** What a manifest asks for; a request is never authority by itself. */
export type Requests = Pick<Manifest, 'permissions' | 'request' | 'websocket'>

/** Both sides of every decision: effective authority is what is requested and granted. @source host contract 5.1 */
export interface Authority {
  readonly package: BoundPackage
  readonly requested: Requests
  readonly grants: Grants
}

/** One entry of `plugins.enabled`; `config` is undefined when absent. @source host contract 4.3 */
export interface EnablementEntry {
  readonly id: string
  readonly version: string | null
  readonly digest: string | null
  /** Empty: every surface that the package declares. */
  readonly surfaces: readonly Surface[]
  readonly grants: Grants
  readonly config?: JsonValue
}
