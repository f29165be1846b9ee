import type { Finding, Place } from '../finding.ts'
import type { RuleSetting } from '../manifest/project/project-settings.ts'
import type { SuppressedFinding } from './check-report.ts'
import type { IgnoreComments } from './read-ignore-comments.ts'
import type { KnownRules } from './rule-info.ts'

/** `[rules]` of yoi-plugin.toml, and where each of its rules stands. */
export interface RuleSettings {
  readonly rules: ReadonlyMap<string, RuleSetting>
  readonly locate: (rule: string) => Place
}

/** What a project says about its findings. */
export interface Suppressions {
  readonly comments: IgnoreComments
  readonly settings: RuleSettings
  readonly known: KnownRules
  /** Whether a rule had the chance to find something in this run; others are never called unused. */
  readonly wasApplied: (rule: string) => boolean
}

export interface Suppressed {
  /** What is left, with the severities that the project wants, and what is wrong with the suppressions. */
  readonly findings: readonly Finding[]
  readonly suppressed: readonly SuppressedFinding[]
}
