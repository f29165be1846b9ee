import type { HostDiagnostic, PackageSource } from '../contract/diagnostics.ts'
import { PACKAGE_LIMITS, type PackageLimits } from '../contract/limits.ts'
import { MANIFEST_FILE } from '../contract/names.ts'
import type { Finding } from '../finding.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import { packageDigest } from './digest.ts'
import { type DiscoveredPackage, declaredSurfaces } from './discovered-package.ts'
import { hostDiagnostic } from './host-diagnostic.ts'
import type { PackageFiles } from './loaded-plugin.ts'
import { readArchive } from './zip/read-archive.ts'

/** Where the bytes of a package come from. */
export interface PackageOrigin {
  readonly source: PackageSource
  readonly path: string
  /** File name of the package. */
  readonly label: string
}

export type PackageOutcome =
  | { readonly ok: true; readonly package: DiscoveredPackage }
  | { readonly ok: false; readonly diagnostic: HostDiagnostic }

/** Reads a packed plugin as discovery does: archive, manifest, digest, in that order. @source host contract 2.2, 1.1 */
export function readStorePackage(
  bytes: Uint8Array,
  origin: PackageOrigin,
  limits: PackageLimits = PACKAGE_LIMITS,
): PackageOutcome {
  const archive = readArchive(bytes, limits)
  return archive.ok
    ? readPackageFiles(archive.files, origin)
    : { ok: false, diagnostic: archiveDiagnostic(archive.refusal, origin) }
}

/** The same for the files of a package that are already unpacked. @source host contract 1.1 */
export function readPackageFiles(files: PackageFiles, origin: PackageOrigin): PackageOutcome {
  const { source, label, path } = origin
  const entries = [...files.keys()]
  const reading = readManifest(files.get(MANIFEST_FILE), new Set(entries))
  const first = reading.problems.find(problem => problem.isHostFirst)
  const { manifest } = reading
  if (first || !manifest) {
    const identity = first?.hasIdentity && manifest ? `${source}:${manifest.id}` : null
    const { kind = 'malformed', phase = 'manifest', message = 'plugin.toml cannot be read' } = first ?? {}
    return {
      ok: false,
      diagnostic: hostDiagnostic(kind, phase, message, { source, identity, package: label }),
    }
  }
  return {
    ok: true,
    package: {
      identity: { source, localId: manifest.id },
      version: manifest.version,
      digest: packageDigest(files),
      label,
      declaredSurfaces: declaredSurfaces(manifest),
      path,
      manifest,
      toolSchemas: reading.toolSchemas,
      entries,
    },
  }
}

function archiveDiagnostic(refusal: Finding, { source, label }: PackageOrigin): HostDiagnostic {
  const { kind, phase } = refusal.host ?? { kind: 'malformed', phase: 'discovery' }
  return hostDiagnostic(kind, phase, refusal.message, { source, package: label })
}
