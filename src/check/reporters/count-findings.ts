import type { Finding, Severity } from '../../finding.ts'

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note']

/** `2 errors, 1 note`; empty when there is nothing to count. */
export function countFindings(findings: readonly Pick<Finding, 'severity'>[]): string {
  return SEVERITIES.flatMap(severity => {
    const count = findings.filter(finding => finding.severity === severity).length
    return count === 0 ? [] : [countOf(count, severity)]
  }).join(', ')
}

/** `1 plugin`, `3 plugins` */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
