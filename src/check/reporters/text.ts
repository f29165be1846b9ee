import type { Finding } from '../../finding.ts'
import type { CheckReport } from '../check-report.ts'
import { bodyOf, lineAndColumn, marksOf } from './finding-text.ts'
import { neutraliseLine } from './neutralise-text.ts'
import { printedLines } from './printed-lines.ts'
import type { Style } from './style.ts'
import { summariseAll, summariseReport } from './summary-text.ts'

export { renderFinding } from './finding-text.ts'
export { PLAIN, type Style } from './style.ts'

/** The report for people: one line when all is well, else every problem below its file, with its place, excerpt, why and fix. */
export function renderText(report: CheckReport, style: Style): string {
  return [
    ...renderGroups(report, style),
    ...renderPrinted(report, style),
    summariseReport(report, style),
  ].join('\n\n')
}

/** Several plugins: those with findings one after the other, and one line about all of them. */
export function renderTextReports(reports: readonly CheckReport[], style: Style): string {
  const told = reports.filter(report => report.findings.length > 0)
  return [
    ...told.map(
      report =>
        `${style.bold(`== ${neutraliseLine(report.plugin.inputPath)}`)}\n\n${renderText(report, style)}`,
    ),
    summariseAll(reports, style),
  ].join('\n\n')
}

/** Findings by file, in the order in which the files first occur: those with errors come first. */
function renderGroups(report: CheckReport, style: Style): string[] {
  const groups = new Map<string, Finding[]>()
  for (const finding of report.findings) {
    const file = finding.at?.file ?? report.plugin.inputPath
    const group = groups.get(file)
    if (group) group.push(finding)
    else groups.set(file, [finding])
  }
  return [...groups].map(([file, findings]) => {
    const width = findings.reduce((most, { at }) => Math.max(most, lineAndColumn(at ?? {}).length), 0)
    const blocks = findings.map(finding => renderBlock(finding, width, report, style))
    return [style.bold(neutraliseLine(file)), ...blocks].join('\n')
  })
}

/** What the calls printed: for the author, the model never sees it. */
function renderPrinted({ cases }: CheckReport, style: Style): string[] {
  return cases
    .filter(({ printed }) => printed.length > 0)
    .map(entry =>
      [
        style.bold(`printed by ${neutraliseLine(entry.tool)}, ${neutraliseLine(entry.file ?? 'smoke call')}`),
        ...printedLines(entry).map(line => `  ${neutraliseLine(line)}`),
      ].join('\n'),
    )
}

const SEVERITY_WIDTH = 'warning'.length

function renderBlock(finding: Finding, placeWidth: number, report: CheckReport, style: Style): string {
  const { at, severity, rule } = finding
  const column = placeWidth === 0 ? '  ' : `  ${lineAndColumn(at ?? {}).padEnd(placeWidth)}  `
  const padding = ' '.repeat(SEVERITY_WIDTH - severity.length)
  const marks = marksOf(finding).map(mark => style.dim(`  (${mark})`))
  return [
    `${column}${style.severity(severity, severity)}${padding}  ${style.rule(rule)}${marks.join('')}`,
    ...bodyOf(finding, report, style).map(line => `${' '.repeat(column.length)}${line}`),
  ].join('\n')
}
