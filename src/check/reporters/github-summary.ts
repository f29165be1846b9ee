import type { Finding } from '../../finding.ts'
import type { CheckReport } from '../check-report.ts'
import { isAccepted } from '../check-report.ts'
import { countOf } from './count-findings.ts'
import { neutraliseLine } from './neutralise-text.ts'
import { placeInInput } from './place-in-input.ts'
import { PLAIN } from './style.ts'
import { nameOf, summariseAll } from './summary-text.ts'

/** GitHub takes 1 MiB for a step; a table of this many rows stays far below it. */
const MAX_ROWS = 300
const MAX_CELL = 600

/** A job summary in GitHub's Markdown: the verdict, and every finding of every plugin in a table. */
export function renderGithubSummary(reports: readonly CheckReport[]): string {
  const told = reports.filter(report => report.findings.length > 0)
  const rows = told.flatMap(report => report.findings.map(finding => renderRow(report, finding)))
  const hidden = rows.length - MAX_ROWS
  return [
    '### yoi-plugin check',
    '',
    escapeMarkdown(summariseAll(reports, PLAIN)),
    ...(rows.length === 0
      ? []
      : ['', '| | plugin | place | rule | what to do |', '| --- | --- | --- | --- | --- |']),
    ...rows.slice(0, MAX_ROWS),
    ...(hidden > 0 ? ['', `${countOf(hidden, 'finding')} more: run \`yoi-plugin check\`.`] : []),
    '',
  ].join('\n')
}

function renderRow(report: CheckReport, finding: Finding): string {
  const { path, entry, at } = placeInInput(report, finding.at)
  const place = `${path}${entry === undefined ? '' : ` (${entry})`}${at ? `:${at.line}` : ''}`
  const mark = isAccepted(report) ? '' : ' (rejected)'
  const cells = [
    finding.severity,
    `${nameOf(report)}${mark}`,
    place,
    finding.rule,
    `${finding.message} ${finding.fix}`,
  ]
  return `| ${cells.map(cell => escapeMarkdown(cell)).join(' | ')} |`
}

/**
 * Text that GitHub shows as it stands: no markup, no HTML, no mention, no link, on one line.
 * An address is taken apart with a character reference, or GitHub would link it.
 */
export function escapeMarkdown(text: string): string {
  const line = neutraliseLine(text)
  const cut = line.length > MAX_CELL ? `${line.slice(0, MAX_CELL)}…` : line
  return cut
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~$^=-]/g, '\\$&')
    .replaceAll('@', '&#64;')
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/\bwww\./gi, match => `${match.slice(0, -1)}&#46;`)
}
