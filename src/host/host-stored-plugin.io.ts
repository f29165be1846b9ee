import type { PackageLimits } from '../contract/limits.ts'
import { digestsMatch } from '../grants/bind-grants.ts'
import { packageDigest } from '../package/digest.ts'
import type { DiscoveredPackage } from '../package/discovered-package.ts'
import { readFileNoFollow } from '../package/read-file.io.ts'
import type { ResolvedPlugin } from '../package/resolve-enablement.ts'
import { storeFileProblem } from '../package/store-file-problem.ts'
import { readArchive } from '../package/zip/read-archive.ts'
import {
  type ComponentBytes,
  type HostedPlugin,
  refuseComponent,
  refuseMissingComponent,
} from './hosted-plugin.ts'

/**
 * A package of a store. Its file is read again before every load, and must still have the digest that was resolved; the
 * manifest is the resolved one.
 * @source host contract 4.5
 */
export function hostStoredPlugin(
  plugin: ResolvedPlugin<DiscoveredPackage>,
  limits: PackageLimits,
): HostedPlugin {
  const { manifest, toolSchemas, identity, version, digest } = plugin.package
  return {
    authority: { package: { identity, version, digest }, requested: manifest, grants: plugin.grants },
    manifest,
    toolSchemas,
    enabledSurfaces: plugin.enabledSurfaces,
    readComponent: () => readStoredComponent(plugin.package, limits),
  }
}

function readStoredComponent(
  { path, digest, manifest }: DiscoveredPackage,
  limits: PackageLimits,
): ComponentBytes {
  const file = readFileNoFollow(path, limits.packageBytes)
  if (!file.ok) {
    const { kind, message } = storeFileProblem(file.problem, limits)
    return refuseComponent({ kind, phase: 'discovery' }, message)
  }
  const archive = readArchive(file.bytes, limits)
  if (!archive.ok) {
    const { host = { kind: 'malformed', phase: 'discovery' }, message } = archive.refusal
    return refuseComponent(host, `the package cannot be read again: ${message}`)
  }
  const found = packageDigest(archive.files)
  if (!digestsMatch(digest, found))
    return refuseComponent(
      { kind: 'digest', phase: 'resolution' },
      `the package file has the digest ${found}, not the enabled ${digest}`,
    )
  const component = manifest.runtime?.component
  const bytes = component ? archive.files.get(component) : undefined
  return bytes ? { ok: true, bytes } : refuseMissingComponent()
}
