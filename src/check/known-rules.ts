import { MANIFEST_RULES, PROJECT_RULES } from '../manifest/manifest-rules.ts'
import { PACKAGE_RULES } from '../package/package-rules.ts'
import { CHECK_RULES } from './check-rules.ts'
import type { KnownRules, RuleInfo } from './rule-info.ts'
import { rules } from './rules.ts'

export function knownRules(): KnownRules {
  const titled = { ...MANIFEST_RULES, ...PROJECT_RULES, ...PACKAGE_RULES, ...CHECK_RULES }
  const infos: RuleInfo[] = [
    ...rules.map(({ id, severity, isSecurity }) => ({ id, severity, isSecurity, title: id })),
    ...Object.entries(titled).map(([id, title]) => ({
      id,
      title,
      severity: 'error' as const,
      isSecurity: false,
    })),
  ]
  return new Map(infos.map(info => [info.id, info]))
}
