import { MANIFEST_RULES, PROJECT_RULES } from '../manifest/manifest-rules.ts'
import { PACKAGE_RULES } from '../package/package-rules.ts'
import { CHECK_RULES } from './check-rules.ts'
import type { RuleInfo } from './rule-info.ts'
import { RULE_TITLES } from './rule-titles.ts'
import { rules } from './rules.ts'

/** Findings that are no errors, of areas whose rules have no file in `rules/`. */
const MILDER: Readonly<Record<string, RuleInfo['severity']>> = {
  'build/fixed-random': 'warning',
  'build/fixed-time': 'warning',
  'build/flags-replaced': 'warning',
  'build/stale': 'warning',
  'build/suspicious-code': 'warning',
  'build/tool-not-declared': 'warning',
  'build/wit-changed': 'warning',
  'case/unused-reply': 'warning',
  'cassette/stale': 'warning',
  'cassette/unredacted-secret': 'warning',
  'check/unknown-rule': 'warning',
  'check/unused-suppression': 'warning',
  'exercise/input-refused': 'note',
  'exercise/not-exercised': 'note',
  'exercise/not-needed': 'warning',
  'manifest/lenient-form': 'warning',
  'package/crc-mismatch': 'warning',
  'package/local-name-differs': 'warning',
  'package/trailing-bytes': 'warning',
  'package/unlisted-bytes': 'warning',
  'package/undeclared-entries': 'warning',
  'package/unused-include': 'warning',
}

/** Rules without a file in `rules/` that cannot be silenced. */
const SECURITY = ['cassette/unredacted-secret']

const TITLES = { ...RULE_TITLES, ...MANIFEST_RULES, ...PROJECT_RULES, ...PACKAGE_RULES, ...CHECK_RULES }

/** Every rule that any command can report, ascending by id; each has a page of the same name in docs/rules. */
export const catalogue: readonly RuleInfo[] = Object.entries(TITLES)
  .map(([id, title]) => describeRule(id, title))
  .sort((left, right) => (left.id < right.id ? -1 : 1))

function describeRule(id: string, title: string): RuleInfo {
  const rule = rules.find(candidate => candidate.id === id)
  return {
    id,
    title,
    severity: rule?.severity ?? MILDER[id] ?? 'error',
    isSecurity: rule?.isSecurity ?? SECURITY.includes(id),
  }
}
