import type { Severity } from '../../finding.ts'

/** How text is marked up: colours and links on a terminal, nothing elsewhere. */
export interface Style {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly severity: (severity: Severity, text: string) => string
  /** The id of a rule, linked to its page where the terminal can. */
  readonly rule: (id: string) => string
}

export const PLAIN: Style = {
  bold: text => text,
  dim: text => text,
  severity: (_, text) => text,
  rule: id => id,
}
