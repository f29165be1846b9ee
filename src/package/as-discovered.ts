import type { PackageSource } from '../contract/diagnostics.ts'
import { type DiscoveredPackage, declaredSurfaces } from './discovered-package.ts'
import type { LoadedPlugin } from './loaded-plugin.ts'

/**
 * A loaded plugin as the host's discovery would have it in a store.
 * @returns undefined where discovery refuses it, and for a bare component
 * @source host contract 1.1, 2.2
 */
export function asDiscovered(plugin: LoadedPlugin, source: PackageSource): DiscoveredPackage | undefined {
  const { manifest, manifestReading, digest, inputPath, files } = plugin
  if (!manifest || !manifestReading || digest === undefined) return undefined
  if (plugin.findings.some(finding => finding.isHostFirst)) return undefined
  return {
    identity: { source, localId: manifest.id },
    version: manifest.version,
    digest,
    label: inputPath,
    path: inputPath,
    manifest,
    toolSchemas: manifestReading.toolSchemas,
    declaredSurfaces: declaredSurfaces(manifest),
    entries: [...files.keys()],
  }
}
