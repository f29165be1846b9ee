import type { Surface } from '../contract/names.ts'
import { bindGrants, type GrantSet } from '../grants/grant-set.ts'
import type { BoundPackage, Grants } from '../grants/grants.ts'
import type { PackageIdentity } from '../grants/identity.ts'
import type { ExactJson } from '../manifest/exact-json.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { declaredSurfaces } from '../package/discovered-package.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { type HostedPlugin, refuseMissingComponent } from './hosted-plugin.ts'

/** A bound grant as a configuration has it, with the surfaces that it enables. */
export interface BoundGrants {
  readonly identity: PackageIdentity
  readonly grants: Grants
  readonly enabledSurfaces: readonly Surface[]
  readonly isFeatureEnabled: boolean
  /** Of a record that is resolved already: trusted instead of the package's own. @source host contract 4.5 */
  readonly trusted?: TrustedManifest
}

interface TrustedManifest {
  readonly manifest: Manifest
  /** Exact `input_schema` of each tool. */
  readonly toolSchemas: readonly ExactJson[]
}

/** A plugin that is already read is hosted from memory, under what a person grants this run of it. */
export function hostLoadedPlugin(plugin: LoadedPlugin, granted: GrantSet): HostedPlugin | null {
  const target = packageOf(plugin)
  return target && hosted(plugin, target, bindGrants(granted, target))
}

/** The same under a grant that names its package itself, and applies to nothing else. */
export function hostBoundPlugin(plugin: LoadedPlugin, bound: BoundGrants): HostedPlugin | null {
  const { identity, grants, enabledSurfaces, isFeatureEnabled, trusted } = bound
  const asBound: LoadedPlugin = { ...plugin, ...(trusted && { manifest: trusted.manifest }) }
  const target = packageOf(asBound)
  const plain = target && hosted(asBound, { ...target, identity }, grants)
  return plain && { ...plain, ...trusted, enabledSurfaces, isFeatureEnabled }
}

function packageOf({ manifest, digest = '' }: LoadedPlugin): BoundPackage | null {
  if (!manifest) return null
  return { identity: { source: 'project', localId: manifest.id }, version: manifest.version, digest }
}

function hosted(
  { manifest, manifestReading, files }: LoadedPlugin,
  target: BoundPackage,
  grants: Grants,
): HostedPlugin | null {
  if (!manifest) return null
  const bytes = files.get(manifest.runtime?.component ?? '')
  return {
    authority: { package: target, requested: manifest, grants },
    manifest,
    ...(manifestReading && { toolSchemas: manifestReading.toolSchemas }),
    enabledSurfaces: declaredSurfaces(manifest),
    readComponent: () => (bytes ? { ok: true, bytes } : refuseMissingComponent()),
  }
}
