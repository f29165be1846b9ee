import type { HostDiagnosticKind } from '../../contract/diagnostics.ts'
import type { ManifestRule } from '../manifest-rules.ts'

/** A well-formed manifest that the host refuses for what it says. */
export interface SemanticProblem {
  readonly rule: ManifestRule
  readonly kind: HostDiagnosticKind
  /** Key path of the offending value; when that key is absent, its table is meant. */
  readonly path: string
  /** Set when the key itself is meant. */
  readonly part?: 'key'
  readonly message: string
  readonly why: string
  readonly fix: string
  /** False only where the host has no usable id to attach. */
  readonly hasIdentity: boolean
  /** TOML to put in the place of the value at `path`. */
  readonly replacement?: string
  /** True when the key at `path` has to go, and nothing takes its place. */
  readonly isSurplus?: boolean
}
