import type { Finding } from '../finding.ts'

/** Turns warnings into errors; notes stay notes. */
export function applyStrict(findings: readonly Finding[]): Finding[] {
  return findings.map(finding =>
    finding.severity === 'warning' ? { ...finding, severity: 'error' } : finding,
  )
}
