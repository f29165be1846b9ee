import type { HostDiagnostic } from '../contract/diagnostics.ts'
import { SURFACES, type Surface } from '../contract/names.ts'
import type { BoundPackage } from '../grants/grants.ts'
import type { ExactJson } from '../manifest/exact-json.ts'
import type { Manifest } from '../manifest/manifest.ts'

/** What resolution needs to know of a package. */
export interface PackageCandidate extends BoundPackage {
  /** File name of the package. */
  readonly label: string
  readonly declaredSurfaces: readonly Surface[]
}

/** A package that was found in a store and read, without running anything of it. */
export interface DiscoveredPackage extends PackageCandidate {
  readonly path: string
  readonly manifest: Manifest
  /** The `input_schema` of each tool with its numbers exact. */
  readonly toolSchemas: readonly ExactJson[]
  /** Paths of the packaged files, ascending. */
  readonly entries: readonly string[]
}

/** Packages sorted by source, local id, digest and label; a broken package leaves a diagnostic and nothing else. */
export interface Discovery {
  readonly packages: readonly DiscoveredPackage[]
  readonly diagnostics: readonly HostDiagnostic[]
}

/**
 * The surfaces that a package offers: those it lists and those its contents imply, in the host's order.
 * @source host contract 4.4
 */
export function declaredSurfaces(manifest: Manifest): Surface[] {
  const implied: Readonly<Record<Surface, boolean>> = {
    hook: manifest.hooks.length > 0,
    tool: manifest.tools.length > 0,
    service: manifest.services.length > 0,
    ingress: manifest.ingresses.length > 0,
    wasm: manifest.runtime !== null,
  }
  return SURFACES.filter(surface => implied[surface] || manifest.surfaces.includes(surface))
}
