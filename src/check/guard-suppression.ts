import type { Finding, Place } from '../finding.ts'
import type { KnownRules } from './rule-info.ts'
import { hostRefusal, securityRule } from './suppression-findings.ts'

/** @returns why the finding must not be silenced, as a finding about the suppression at `at`; undefined when it may be */
export function guardSuppression(finding: Finding, known: KnownRules, at: Place): Finding | undefined {
  if (known.get(finding.rule)?.isSecurity) return securityRule(finding.rule, at)
  return finding.host && finding.severity === 'error' ? hostRefusal(finding.rule, at) : undefined
}
