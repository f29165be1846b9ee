import type { HostRevision } from '../contract/host-revisions.ts'
import type { Finding, Severity } from '../finding.ts'
import type { PluginWithFacts } from '../package/loaded-plugin.ts'
import type { RuleInputs } from './define-rule.ts'
import { rules } from './rules.ts'

const SEVERITY_RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 }

/**
 * Applies every static rule to a plugin. Runs no guest code, reads no file.
 * @returns all findings: those met while reading, then those of the rules, in the order of `sortFindings`
 */
export function checkPlugin(plugin: PluginWithFacts, revision: HostRevision): Finding[] {
  const inputs: Partial<RuleInputs> = {
    plugin,
    revision,
    ...(plugin.manifest && { manifest: plugin.manifest }),
    ...(plugin.manifestReading && { reading: plugin.manifestReading }),
    ...(plugin.component && { component: plugin.component }),
  }
  return sortFindings([...plugin.findings, ...rules.flatMap(rule => rule.check(inputs))])
}

/** Errors first, of them the one at which the host stops, then by file, line, column and rule id: the same plugin gives the same report. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const key = (finding: Finding) => [
    SEVERITY_RANK[finding.severity],
    finding.isHostFirst ? 0 : 1,
    finding.at?.file ?? '',
    finding.at?.line ?? 0,
    finding.at?.column ?? 0,
    finding.rule,
    finding.message,
  ]
  return [...findings].sort((left, right) => compareKeys(key(left), key(right)))
}

function compareKeys(left: readonly (string | number)[], right: readonly (string | number)[]): number {
  for (const [index, value] of left.entries()) {
    const other = right[index]!
    if (value !== other) return value < other ? -1 : 1
  }
  return 0
}
