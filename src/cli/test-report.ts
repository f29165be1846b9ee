import type { CaseReport } from '../check/check-report.ts'
import { renderFinding as findingJson } from '../check/reporters/json.ts'
import { neutraliseText } from '../check/reporters/neutralise-text.ts'
import { printedLines } from '../check/reporters/printed-lines.ts'
import { renderFinding, type Style } from '../check/reporters/text.ts'
import { faultLine } from '../exercise/fault-line.ts'
import { hasPassed, type TestReport } from '../exercise/test-path.io.ts'
import type { Finding } from '../finding.ts'
import { recordingJson, recordingLines } from './record-options.ts'

/** The report as data. Holds no absolute path and no time. @source design 7 */
export function testJson(report: TestReport): object {
  const { inputPath, caseCount, cases, findings, limits, recordings } = report
  return {
    format: 'yoi-plugin/test@1',
    command: 'test',
    status: hasPassed(report) ? 'passed' : 'failed',
    input_path: inputPath,
    case_count: caseCount,
    cases,
    findings: findings.map(finding => findingJson(finding)),
    fuel_budget: limits.fuelPerCall,
    host_revision: limits.id,
    recordings: recordings?.map(recordingJson) ?? null,
  }
}

/** One line for each case in file order, what differs below it, and a count. */
export function testText(report: TestReport, style: Style): string {
  const { cases, findings, limits } = report
  const others = findings.filter(finding => !isAboutCase(finding, cases))
  return [
    ...others.map(finding => `${renderFinding(finding, undefined, style)}\n`),
    ...cases.flatMap(entry => caseLines(entry, limits.fuelPerCall, style)),
    ...(cases.length > 0 ? [''] : []),
    ...recordLines(report, style),
    summaryOf(report, style),
  ].join('\n')
}

function recordLines({ recordings }: TestReport, style: Style): string[] {
  if (recordings === null) return []
  const lines = recordings.flatMap(recordingLines)
  return [...(lines.length === 0 ? ['nothing was recorded: no case used the network'] : lines), ''].map(
    line => (line === '' ? '' : style.dim(neutraliseText(line))),
  )
}

/** What is said below the case's own line need not be said twice. */
function isAboutCase({ rule, at }: Finding, cases: readonly CaseReport[]): boolean {
  const isOfRun = [
    'case/failed',
    'case/missing-exchange',
    'case/unusable',
    'exercise/not-exercised',
  ].includes(rule)
  return isOfRun && cases.some(({ file }) => file !== null && file === at?.file)
}

function caseLines(
  { status, file, tool, differences, fuel, notes = [], ...author }: CaseReport,
  budget: number,
  style: Style,
): string[] {
  const words = { passed: 'ok     ', failed: 'FAILED ', 'not-exercised': 'not run' } as const
  const word = status === 'failed' ? style.severity('error', words.failed) : style.bold(words[status])
  const cost = fuel === 0 ? '' : style.dim(`  ${fuel} fuel (${((100 * fuel) / budget).toFixed(1)} %)`)
  return [
    `${word} ${neutraliseText(file ?? '')}  ${neutraliseText(tool)}${cost}`,
    ...differences
      .flatMap(difference => difference.split('\n'))
      .map(line => `         ${neutraliseText(line)}`),
    ...notes.map(note => `         ${style.severity('warning', 'warning')}  ${neutraliseText(note)}`),
    ...printedLines(author).map(line => `         ${neutraliseText(line)}`),
    ...(status === 'failed' ? faultLine(author).map(line => `         ${neutraliseText(line)}`) : []),
  ]
}

function summaryOf({ caseCount, cases, findings }: TestReport, style: Style): string {
  const count = (status: CaseReport['status']) => cases.filter(entry => entry.status === status).length
  const errors = findings.filter(({ severity }) => severity === 'error').length
  if (caseCount === 0 && errors === 0)
    return `no cases: write cases/<name>.toml; \`yoi-plugin check\` makes a small call of every tool without one`
  const passed = `${count('passed')} of ${cases.length} cases as expected`
  const notRun = count('not-exercised')
  const rest = notRun === 0 ? '' : `, ${notRun} not run`
  const verdict = errors === 0 ? style.bold('passed') : style.severity('error', 'failed')
  return `${verdict}: ${passed}${rest}`
}
