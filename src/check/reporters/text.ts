import type { Finding, Severity } from '../../finding.ts'
import { escapeText } from '../../quote.ts'
import { type CheckReport, isAccepted } from '../check-report.ts'
import { excerptOf } from './excerpt.ts'

/** How text is marked up: colours on a terminal, nothing elsewhere. */
export interface Style {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly severity: (severity: Severity, text: string) => string
}

export const PLAIN: Style = { bold: text => text, dim: text => text, severity: (_, text) => text }

/** The report for people: one line when all is well, else each problem with its place, excerpt, why and fix. */
export function renderText(report: CheckReport, style: Style): string {
  const blocks = report.findings.map(finding => renderFinding(finding, report, style))
  return [...blocks, renderSummary(report, style)].join('\n\n')
}

/** One finding, without an excerpt when the file is not part of the plugin. */
export function renderFinding(finding: Finding, report: CheckReport | undefined, style: Style): string {
  const { at } = finding
  const place =
    at === undefined ? '' : `${escapeText(at.file)}${at.line ? `:${at.line}:${at.column ?? 1}` : ''}  `
  const heading = `${style.bold(place)}${style.severity(finding.severity, finding.severity)} ${style.dim(finding.rule)}`
  const excerpt = report && at ? excerptOf(report.plugin.files, at) : undefined
  const stop = finding.isHostFirst ? [style.dim('  (the host stops here)')] : []
  return [
    heading + stop.join(''),
    ...finding.message.split('\n').map(line => `  ${line}`),
    ...(excerpt ? excerpt.map(line => style.dim(`    ${line}`)) : []),
    `  ${style.dim('why:')} ${finding.why}`,
    `  ${style.dim('fix:')} ${finding.fix}`,
  ].join('\n')
}

function renderSummary(report: CheckReport, style: Style): string {
  const { plugin } = report
  const name = plugin.manifest
    ? `${escapeText(plugin.manifest.id)} ${escapeText(plugin.manifest.version)}`
    : escapeText(plugin.inputPath)
  const counts = countFindings(report.findings)
  const verdict = isAccepted(report) ? style.bold(`ok ${name}`) : style.severity('error', `rejected ${name}`)
  return [`${verdict}${counts}: ${describeExercise(report)}`, ...describeCosts(report, style)].join('\n')
}

function countFindings(findings: readonly Finding[]): string {
  const severities: readonly Severity[] = ['error', 'warning', 'note']
  const parts = severities.flatMap(severity => {
    const count = findings.filter(finding => finding.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`]
  })
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

function describeExercise(report: CheckReport): string {
  if (!report.wasExercised) return `static rules of ${report.hostRevision}, no guest code was run`
  const passed = report.cases.filter(entry => entry.status === 'passed').length
  return `${passed} of ${report.cases.length} calls as expected under ${report.hostRevision}`
}

function describeCosts(report: CheckReport, style: Style): string[] {
  const peak = Math.max(0, ...report.cases.map(entry => entry.fuel))
  if (peak === 0) return []
  const share = ((100 * peak) / report.fuelPerCall).toFixed(1)
  const pages = Math.max(...report.cases.map(entry => entry.memoryPages))
  return [style.dim(`dearest call: ${peak} fuel (${share} % of a call's budget), ${pages} memory pages`)]
}
