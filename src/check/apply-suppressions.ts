import type { Finding } from '../finding.ts'
import { applyIgnoreComments } from './apply-ignore-comments.ts'
import { applyRuleSettings } from './apply-rule-settings.ts'
import type { Suppressed, Suppressions } from './suppressions.ts'

/**
 * Leaves out what comments in plugin.toml and [rules] of yoi-plugin.toml name, with a reason. Security rules and what the
 * host itself refuses stay.
 * @source design 7
 */
export function applySuppressions(findings: readonly Finding[], suppressions: Suppressions): Suppressed {
  const afterComments = applyIgnoreComments(findings, suppressions)
  const afterSettings = applyRuleSettings(afterComments.findings, suppressions)
  return {
    findings: afterSettings.findings,
    suppressed: [...afterComments.suppressed, ...afterSettings.suppressed],
  }
}
