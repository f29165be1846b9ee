import type { Surface } from '../contract/names.ts'
import { bindGrants, type GrantSet } from '../grants/grant-set.ts'
import type { BoundPackage, Grants } from '../grants/grants.ts'
import type { PackageIdentity } from '../grants/identity.ts'
import { declaredSurfaces } from '../package/discovered-package.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { type HostedPlugin, refuseMissingComponent } from './hosted-plugin.ts'

/** A bound grant as a configuration has it, with the surfaces that it enables. */
export interface BoundGrants {
  readonly identity: PackageIdentity
  readonly grants: Grants
  readonly enabledSurfaces: readonly Surface[]
}

/** A plugin that is already read is hosted from memory, under what a person grants this run of it. */
export function hostLoadedPlugin(plugin: LoadedPlugin, granted: GrantSet): HostedPlugin | null {
  const target = packageOf(plugin)
  return target && hosted(plugin, target, bindGrants(granted, target))
}

/** The same under a grant that names its package itself, and applies to nothing else. */
export function hostBoundPlugin(plugin: LoadedPlugin, bound: BoundGrants): HostedPlugin | null {
  const target = packageOf(plugin)
  return (
    target && hosted(plugin, { ...target, identity: bound.identity }, bound.grants, bound.enabledSurfaces)
  )
}

function packageOf({ manifest, digest = '' }: LoadedPlugin): BoundPackage | null {
  if (!manifest) return null
  return { identity: { source: 'project', localId: manifest.id }, version: manifest.version, digest }
}

function hosted(
  { manifest, componentPath, files }: LoadedPlugin,
  target: BoundPackage,
  grants: Grants,
  enabledSurfaces?: readonly Surface[],
): HostedPlugin | null {
  if (!manifest) return null
  const bytes = componentPath === undefined ? undefined : files.get(componentPath)
  return {
    authority: { package: target, requested: manifest, grants },
    manifest,
    enabledSurfaces: enabledSurfaces ?? declaredSurfaces(manifest),
    readComponent: () => (bytes ? { ok: true, bytes } : refuseMissingComponent()),
  }
}
