import type { ComponentFacts } from '../component/component-facts.ts'
import type { Finding } from '../finding.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { ManifestReading } from '../manifest/manifest-reading.ts'

/** Path (contract 1.4) to content, in ascending UTF-8 byte order. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>

export type InputKind = 'directory' | 'package' | 'component'

/** A package as it was read. A part is absent when its input could not be read. */
export interface LoadedPlugin {
  readonly inputKind: InputKind
  /** As typed by the user, for reports. */
  readonly inputPath: string
  readonly files: PackageFiles
  /** `sha256:...` over contents; absent when the files could not be read. @source host contract 3 */
  readonly digest?: string
  readonly manifest?: Manifest
  readonly manifestReading?: ManifestReading
  readonly componentPath?: string
  /** Problems met while reading: archive, selection, manifest. */
  readonly findings: readonly Finding[]
}

/** The same with everything that can be known of its component without running it; absent when there are no bytes. */
export interface PluginWithFacts extends LoadedPlugin {
  readonly component?: ComponentFacts
}
