import type { Finding } from '../finding.ts'
import { isBlank } from '../manifest/names.ts'
import type { RuleSetting } from '../manifest/project/project-settings.ts'
import { escapeText } from '../quote.ts'
import type { SuppressedFinding } from './check-report.ts'
import { guardSuppression } from './guard-suppression.ts'
import { isLower } from './rule-info.ts'
import { securityRule, unknownRule, unusedSuppression } from './suppression-findings.ts'
import type { Suppressed, Suppressions } from './suppressions.ts'

type Input = Pick<Suppressions, 'settings' | 'known' | 'wasApplied'>

/** Gives findings the severity that `[rules]` wants and leaves out what is `off`. A setting with a blank reason has no effect. */
export function applyRuleSettings(findings: readonly Finding[], input: Input): Suppressed {
  const { rules, locate } = input.settings
  const suppressed: SuppressedFinding[] = []
  const refused = new Map<string, Finding>()
  const used = new Set<string>()
  const apply = (finding: Finding): Finding[] => {
    const setting = rules.get(finding.rule)
    if (setting === undefined || isBlank(setting.reason)) return [finding]
    used.add(finding.rule)
    const at = locate(finding.rule)
    const guard = isLower(setting.severity, finding.severity)
      ? guardSuppression(finding, input.known, at)
      : undefined
    if (guard) refused.set(finding.rule, guard)
    if (guard) return [finding]
    if (setting.severity !== 'off') return [{ ...finding, severity: setting.severity }]
    suppressed.push({ finding, by: 'settings', reason: escapeText(setting.reason), at })
    return []
  }
  const kept = findings.flatMap(apply)
  const idle = [...rules].filter(([id, { reason }]) => !used.has(id) && !isBlank(reason))
  // What is wrong with the settings is subject to the settings in its turn.
  const unused = idle.flatMap(([id, { severity }]) => judgeUnused(id, severity, input)).flatMap(apply)
  return { findings: [...kept, ...refused.values(), ...unused], suppressed }
}

/** Rules about suppressions are settled after everything else, so nobody can say yet whether a setting of theirs is used. */
const OWN_AREA = 'check/'

function judgeUnused(
  id: string,
  severity: RuleSetting['severity'],
  { settings, known, wasApplied }: Input,
): Finding[] {
  const at = settings.locate(id)
  const info = known.get(id)
  if (info === undefined) return [unknownRule(id, known.keys(), at)]
  if (!isLower(severity, info.severity)) return []
  if (info.isSecurity) return [securityRule(id, at)]
  return wasApplied(id) && !id.startsWith(OWN_AREA) ? [unusedSuppression(id, 'settings', at)] : []
}
