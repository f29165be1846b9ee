import type { Surface } from '../contract/names.ts'
import type { Authority } from '../grants/grants.ts'
import type { ExactJson } from '../manifest/exact-json.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { HostClass } from './call-outcome.ts'
import type { Failure } from './sandbox/guest-failure.ts'

/** A plugin that a host may run, with both sides of its authority. */
export interface HostedPlugin {
  readonly authority: Authority
  readonly manifest: Manifest
  /** Exact `input_schema` of each tool; absent: those of the manifest. */
  readonly toolSchemas?: readonly ExactJson[]
  readonly enabledSurfaces: readonly Surface[]
  /** False when the configuration does not switch plugins on at all; absent where there is no configuration. */
  readonly isFeatureEnabled?: boolean
  /** Reads the component; asked before every load. A package that is not what was resolved is a failure. */
  readonly readComponent: () => ComponentBytes
}

export type ComponentBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly failure: Failure }

/** @param host how the host classes the problem of the package */
export function refuseComponent(host: HostClass, message: string): ComponentBytes {
  return { ok: false, failure: { kind: 'refused', message, host } }
}

/** @source host contract 1.5 4f */
export function refuseMissingComponent(): ComponentBytes {
  return refuseComponent({ kind: 'missing', phase: 'manifest' }, 'the package holds no component')
}
