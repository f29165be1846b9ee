import type { Severity } from '../finding.ts'

/** What is known of a rule without a finding of it. */
export interface RuleInfo {
  /** `area/problem` */
  readonly id: string
  /** One line of our own words, no full stop. */
  readonly title: string
  /** As reported unless a project says otherwise. */
  readonly severity: Severity
  /** A security rule can be made stricter, never silenced. */
  readonly isSecurity: boolean
}

/** Every rule by its id. */
export type KnownRules = ReadonlyMap<string, RuleInfo>

const RANK: Readonly<Record<Severity, number>> = { note: 0, warning: 1, error: 2 }

/** Whether the first severity says less than the second; `off` says nothing. */
export function isLower(severity: Severity | 'off', than: Severity): boolean {
  return severity === 'off' || RANK[severity] < RANK[than]
}
