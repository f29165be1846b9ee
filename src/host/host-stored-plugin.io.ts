import { PACKAGE_LIMITS } from '../contract/limits.ts'
import { digestsMatch } from '../grants/bind-grants.ts'
import { packageDigest } from '../package/digest.ts'
import type { DiscoveredPackage } from '../package/discovered-package.ts'
import { readFileNoFollow } from '../package/read-file.io.ts'
import type { ResolvedPlugin } from '../package/resolve-enablement.ts'
import { readArchive } from '../package/zip/read-archive.ts'
import { type ComponentBytes, type HostedPlugin, refuseComponent } from './hosted-plugin.ts'

/**
 * A package of a store. Its file is read again before every load, and must still have the digest that was resolved; the
 * manifest is the resolved one.
 * @source host contract 4.5
 */
export function hostStoredPlugin(plugin: ResolvedPlugin<DiscoveredPackage>): HostedPlugin {
  const { manifest, identity, version, digest } = plugin.package
  return {
    authority: { package: { identity, version, digest }, requested: manifest, grants: plugin.grants },
    manifest,
    enabledSurfaces: plugin.enabledSurfaces,
    readComponent: () => readStoredComponent(plugin.package),
  }
}

function readStoredComponent({ path, digest, manifest }: DiscoveredPackage): ComponentBytes {
  const file = readFileNoFollow(path, PACKAGE_LIMITS.packageBytes)
  if (!file.ok) return swapped('io', `the package file cannot be read again (${file.problem.kind})`)
  const archive = readArchive(file.bytes)
  if (!archive.ok) return swapped('malformed', 'the package file is no archive any more')
  const found = packageDigest(archive.files)
  if (!digestsMatch(digest, found))
    return swapped('digest', `the package file has the digest ${found}, not the enabled ${digest}`)
  const component = manifest.runtime?.component
  const bytes = component ? archive.files.get(component) : undefined
  return bytes ? { ok: true, bytes } : refuseComponent('the package holds no component')
}

function swapped(kind: 'io' | 'malformed' | 'digest', message: string): ComponentBytes {
  return { ok: false, failure: { kind: 'refused', message, host: { kind, phase: 'resolution' } } }
}
