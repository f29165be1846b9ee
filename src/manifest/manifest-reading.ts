import type { HostDiagnosticKind, HostPhase } from '../contract/diagnostics.ts'
import type { Place } from '../finding.ts'
import type { Manifest } from './manifest.ts'

/** One reason why the host refuses the manifest, or a leniency worth a warning. */
export interface ManifestProblem {
  /** Rule id, `manifest/...`. */
  readonly rule: string
  readonly severity: 'error' | 'warning'
  readonly kind?: HostDiagnosticKind
  readonly phase?: HostPhase
  readonly message: string
  readonly why: string
  readonly fix: string
  readonly at: Place
  /** True on the problem at which the host stops. */
  readonly isHostFirst: boolean
  /** Whether the host attaches the source-qualified identity to its diagnostic. @source host contract 1.5 */
  readonly hasIdentity: boolean
}

/** Everything learnt from the text of `plugin.toml`. */
export interface ManifestReading {
  /** Absent when the text does not parse into the typed shape (contract 1.1 step 4). */
  readonly manifest?: Manifest
  readonly problems: readonly ManifestProblem[]
  /** Where a key path such as `tools[0].input_schema.type` stands; falls back to the nearest existing parent. */
  locate(path: string): Place
}
