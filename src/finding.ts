import type { HostDiagnosticKind, HostPhase } from './contract/diagnostics.ts'

export type Severity = 'error' | 'warning' | 'note'

/** A place in a file of the project; lines and columns count from 1, columns in UTF-16 units, the end is exclusive. */
export interface Place {
  /** Path relative to the project, with `/`. */
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly endLine?: number
  readonly endColumn?: number
}

/** One replacement in a file: what `--fix` would do. Offsets are UTF-16 units from the start of the file. */
export interface Edit {
  readonly file: string
  readonly start: number
  readonly end: number
  readonly text: string
}

/** One problem: what is wrong, why it matters, what to change. Text from plugins in it is already escaped. @source design 7 */
export interface Finding {
  /** Rule id, `area/problem`. */
  readonly rule: string
  readonly severity: Severity
  readonly message: string
  readonly why: string
  readonly fix: string
  readonly at?: Place
  readonly edits?: readonly Edit[]
  /** True where the line must not be shown: it holds a secret, and reports are shared. */
  readonly isLineSecret?: boolean
  /** What the host reports for the same problem; absent where the host accepts it. */
  readonly host?: { readonly kind: HostDiagnosticKind; readonly phase: HostPhase }
  /** True on the one finding at which the host would stop. */
  readonly isHostFirst?: boolean
}
