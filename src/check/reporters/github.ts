import type { Finding, Severity } from '../../finding.ts'
import type { CheckReport } from '../check-report.ts'
import { countOf } from './count-findings.ts'
import { neutraliseLine, neutraliseText } from './neutralise-text.ts'
import { placeInInput } from './place-in-input.ts'
import { PLAIN } from './style.ts'
import { summariseAll } from './summary-text.ts'

/** GitHub shows this many annotations of each level for one step, and silently drops the rest. */
const MAX_PER_LEVEL = 10

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' }

/**
 * Workflow commands that GitHub Actions shows beside the lines of a change, and a last line for the log.
 * When annotations had to be left out, that line is itself one, so that nobody takes ten problems for all of them.
 */
export function renderGithub(reports: readonly CheckReport[]): string {
  const all = reports.flatMap(report => report.findings.map(finding => ({ report, finding })))
  const summary = summariseAll(reports, PLAIN)
  // The last line may need to be a notice, and counts as one.
  const room = { error: MAX_PER_LEVEL, warning: MAX_PER_LEVEL, note: MAX_PER_LEVEL - 1 }
  const shown = all.filter(({ finding }) => room[finding.severity]-- > 0)
  const hidden = all.length - shown.length
  const last =
    hidden === 0
      ? summary
      : command(
          'notice',
          { title: 'yoi-plugin check' },
          `${summary}; ${countOf(hidden, 'finding')} more: run \`yoi-plugin check\``,
        )
  return [...shown.map(({ report, finding }) => annotate(report, finding)), last].join('\n')
}

function annotate(report: CheckReport, finding: Finding): string {
  const { path, entry, at } = placeInInput(report, finding.at)
  const isOneLine = at?.endLine === undefined || at.endLine === at.line
  const properties = {
    file: path,
    ...(at && { line: at.line }),
    // GitHub refuses columns on an annotation of several lines.
    ...(at?.endLine !== undefined && { endLine: at.endLine }),
    ...(at?.column !== undefined && isOneLine && { col: at.column }),
    ...(at?.endColumn !== undefined && isOneLine && { endColumn: at.endColumn }),
    title: finding.rule,
  }
  const inside = entry === undefined ? '' : `${entry}: `
  return command(
    COMMANDS[finding.severity],
    properties,
    `${inside}${finding.message}\n${finding.why}\n${finding.fix}`,
  )
}

/** Every part is escaped as the runner unescapes it, so that no text ends the command or begins another. */
function command(name: string, properties: Readonly<Record<string, string | number>>, text: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  return `::${name} ${list.join(',')}::${escapeData(neutraliseText(text))}`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(neutraliseLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
