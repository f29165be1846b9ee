import { MANIFEST_FILE } from '../contract/names.ts'
import type { Finding } from '../finding.ts'
import { escapeText } from '../quote.ts'
import type { SuppressedFinding } from './check-report.ts'
import { guardSuppression } from './guard-suppression.ts'
import type { IgnoreComment } from './read-ignore-comments.ts'
import { malformedSuppression, securityRule, unknownRule, unusedSuppression } from './suppression-findings.ts'
import type { Suppressed, Suppressions } from './suppressions.ts'

/** Leaves out findings in plugin.toml on the line of a comment that names their rule, or on the line below it. */
export function applyIgnoreComments(
  findings: readonly Finding[],
  { comments, known, wasApplied }: Omit<Suppressions, 'settings'>,
): Suppressed {
  const suppressed: SuppressedFinding[] = []
  const refused: Finding[] = []
  const used = new Set<string>()
  const kept = findings.filter(finding => {
    const comment = comments.comments.find(entry => covers(entry, finding))
    if (comment === undefined) return true
    const { at, reason } = comment
    used.add(keyOf(comment, finding.rule))
    const guard = guardSuppression(finding, known, at)
    if (guard) refused.push(guard)
    else suppressed.push({ finding, by: 'comment', reason: escapeText(reason), at })
    return guard !== undefined
  })
  const unused = comments.comments.flatMap(comment => {
    const idle = comment.rules.filter(rule => !used.has(keyOf(comment, rule)))
    const judged = idle.flatMap(rule => judgeUnused(comment, rule, known, wasApplied))
    const isSurplus = judged.length === comment.rules.length && judged.every(isUnused)
    return isSurplus ? judged.map(finding => ({ ...finding, edits: comment.removal })) : judged
  })
  const malformed = comments.malformed.map(({ missing, at }) => malformedSuppression(missing, at))
  return { findings: [...kept, ...refused, ...malformed, ...unused], suppressed }
}

function covers({ rules, at: { line } }: IgnoreComment, { rule, at }: Finding): boolean {
  if (at?.file !== MANIFEST_FILE || at.line === undefined || line === undefined) return false
  return rules.includes(rule) && (at.line === line || at.line === line + 1)
}

function isUnused({ rule }: Finding): boolean {
  return rule === 'check/unused-suppression'
}

function keyOf({ at }: IgnoreComment, rule: string): string {
  return `${at.line}:${at.column} ${rule}`
}

function judgeUnused(
  { at }: IgnoreComment,
  rule: string,
  known: Suppressions['known'],
  wasApplied: Suppressions['wasApplied'],
): Finding[] {
  const info = known.get(rule)
  if (info === undefined) return [unknownRule(rule, known.keys(), at)]
  if (info.isSecurity) return [securityRule(rule, at)]
  return wasApplied(rule) ? [unusedSuppression(rule, 'comment', at)] : []
}
