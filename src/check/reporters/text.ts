import type { Finding } from '../../finding.ts'
import type { CheckReport } from '../check-report.ts'
import { bodyOf, lineAndColumn, marksOf } from './finding-text.ts'
import { neutraliseLine } from './neutralise-text.ts'
import { printedLines } from './printed-lines.ts'
import type { Style } from './style.ts'
import { suggestNext, summariseAll, summariseReport } from './summary-text.ts'

export { renderFinding } from './finding-text.ts'
export { PLAIN, type Style } from './style.ts'

/** The report for people: one line when all is well, else every problem below its file, with its place, excerpt, why and fix. */
export function renderText(report: CheckReport, style: Style): string {
  return [...renderParts(report, style), withNext(summariseReport(report, style), [report], style)].join(
    '\n\n',
  )
}

/** Several plugins: those with findings one after the other, and one line about all of them. */
export function renderTextReports(reports: readonly CheckReport[], style: Style): string {
  const told = reports.filter(report => report.findings.length > 0)
  return [
    ...told.map(report =>
      [
        style.bold(`== ${neutraliseLine(report.plugin.inputPath)}`),
        ...renderParts(report, style),
        summariseReport(report, style),
      ].join('\n\n'),
    ),
    withNext(summariseAll(reports, style), reports, style),
  ].join('\n\n')
}

function renderParts(report: CheckReport, style: Style): string[] {
  return [...renderGroups(report, style), ...renderPrinted(report, style)]
}

function withNext(summary: string, reports: readonly CheckReport[], style: Style): string {
  const next = suggestNext(reports, style)
  return next === undefined ? summary : `${summary}\n${next}`
}

/** Findings by file, in the order in which the files first occur: those with errors come first. */
function renderGroups(report: CheckReport, style: Style): string[] {
  const files = groupBy(report.findings, finding => finding.at?.file ?? report.plugin.inputPath)
  return [...files].map(([file, findings]) => {
    const width = findings.reduce((most, { at }) => Math.max(most, lineAndColumn(at ?? {}).length), 0)
    const rules = groupBy(findings, ({ severity, rule }) => `${severity} ${rule}`)
    const blocks = [...rules.values()].flatMap(same =>
      same.map((finding, index) => renderBlock(finding, same[index - 1], width, { report, style })),
    )
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

/** Items with the same key together, at the place of the first of them. */
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

const SEVERITY_WIDTH = 'warning'.length

function renderBlock(
  finding: Finding,
  above: Finding | undefined,
  placeWidth: number,
  { report, style }: { readonly report: CheckReport; readonly style: Style },
): string {
  const { at, severity, rule } = finding
  const column = placeWidth === 0 ? '  ' : `  ${lineAndColumn(at ?? {}).padEnd(placeWidth)}  `
  const padding = ' '.repeat(SEVERITY_WIDTH - severity.length)
  const marks = marksOf(finding).map(mark => style.dim(`  (${mark})`))
  return [
    `${column}${style.severity(severity, severity)}${padding}  ${style.rule(rule)}${marks.join('')}`,
    ...bodyOf(finding, report, style, above).map(line => `${' '.repeat(column.length)}${line}`),
  ].join('\n')
}
