import type { AuthorTrace } from '../check/check-report.ts'
import { neutraliseText } from '../check/reporters/neutralise-text.ts'
import { renderFinding, type Style } from '../check/reporters/text.ts'
import type { GrantSource } from '../exercise/choose-grants.ts'
import { faultLine } from '../exercise/fault-line.ts'
import { missingLines } from '../exercise/replies/answer-findings.ts'
import type { Denial } from '../grants/denial.ts'
import type { CallOutcome } from '../host/call-outcome.ts'
import { modelText } from '../host/model-text.ts'
import { escapeText } from '../quote.ts'
import { shellWord } from '../shell-word.ts'
import { recordingLines } from './record-options.ts'
import { type RunReport, referenceOf, wallTimesOf } from './run-report.ts'

const SOURCES: Readonly<Record<GrantSource, string>> = {
  option: '--grant',
  config: '--config',
  case: 'the case',
  project: '[grants] in yoi-plugin.toml',
  manifest: 'what the manifest requests, without broad and local targets',
}

/** The report for people: what came back, what it cost; after a failure also what the model would see. */
export function runText(report: RunReport, style: Style): string {
  const { outcomes, tool } = report
  const outcome = outcomes.at(-1)
  if (outcome === undefined || tool === null) return rejected(report, style)
  const result =
    outcome.status === 'ok'
      ? [
          '',
          ...section('summary', outcome.output.summary, style),
          ...contentOf(outcome.output.content, style),
        ]
      : failureOf(outcome, report, style)
  return [
    ...headingOf(outcome, tool, report, style),
    ...result,
    ...notesOf(outcome, style),
    ...authorLines(report.tellAuthor(outcome), style),
    '',
    ...metersOf(report, outcome, style),
    ...copiesOf(report, style),
    ...recordOf(report, style),
  ].join('\n')
}

/** What the host calls had to tell; the model sees none of it. */
function notesOf({ notes = [] }: CallOutcome, style: Style): string[] {
  const mark = style.severity('warning', 'warning')
  return notes.length === 0 ? [] : ['', ...notes.map(note => `${mark}  ${neutraliseText(note)}`)]
}

function rejected({ findings }: RunReport, style: Style): string {
  const blocks = findings.map(finding => renderFinding(finding, undefined, style))
  return [...blocks, `${style.severity('error', 'not run')}: the plugin cannot be called`].join('\n\n')
}

function headingOf(outcome: CallOutcome, tool: string, report: RunReport, style: Style): string[] {
  const word = outcome.status === 'ok' ? style.bold('ok') : style.severity('error', wordOf(outcome))
  const stale = report.findings.filter(({ rule }) => rule.startsWith('build/'))
  return [
    ...stale.map(finding => `${renderFinding(finding, undefined, style)}\n`),
    `${word} ${escapeText(tool)} ${style.dim(`${referenceOf(report)?.identity ?? ''}, granted by ${SOURCES[report.source]}`)}`,
  ]
}

function wordOf(outcome: CallOutcome): string {
  if (outcome.status === 'limit') return `limit:${outcome.limit}`
  return outcome.status === 'denied' ? `denied:${escapeText(outcome.label)}` : outcome.status
}

function contentOf(content: string | null, style: Style): string[] {
  return content === null ? [] : section('content', content, style)
}

function section(label: string, text: string, style: Style): string[] {
  const lines = neutraliseText(text).split('\n')
  const name = style.dim(label.padEnd(9))
  return lines.map((line, index) => `${index === 0 ? name : ' '.repeat(9)}${line}`)
}

const INPUT_FIX =
  'keys and strings stand in double quotes, and single quotes keep the shell off them: --input \'{"key": "value"}\'; ' +
  'or write it into a file: --input @input.json'

function failureOf(
  outcome: Exclude<CallOutcome, { status: 'ok' }>,
  report: RunReport,
  style: Style,
): string[] {
  const reference = referenceOf(report)
  const seen = reference && report.tool !== null ? modelText(outcome, report.tool, reference) : ''
  return [
    ...neutraliseText(outcome.message)
      .split('\n')
      .map(line => `  ${line}`),
    ...(outcome.status === 'bad-input' ? [`  fix: ${INPUT_FIX}`] : []),
    ...(outcome.status === 'trap' && outcome.hostCall
      ? [
          `  ${style.dim('a failed host call ends the tool call, in the host too; the plugin cannot catch it')}`,
        ]
      : []),
    ...(report.missing.length > 0
      ? ['', ...missingLines(report.missing, report.recordCommand).map(line => `  ${neutraliseText(line)}`)]
      : []),
    ...(outcome.status === 'denied' && outcome.denial ? denialLines(outcome.denial, report, style) : []),
    '',
    ...section('model', seen, style),
  ]
}

/** What the guest left for its author: not for the model. */
function authorLines(author: AuthorTrace, style: Style): string[] {
  const printed = author.printed.flatMap(({ level, text }) => section(level, text, style))
  return [
    ...(printed.length > 0 ? ['', ...printed] : []),
    ...faultLine(author).map(line => `\n${neutraliseText(line)}`),
  ]
}

function denialLines(denial: Denial, { source }: RunReport, style: Style): string[] {
  const { declared, granted, manifestToml, grantsToml, grantOptions } = denial
  const list = (labels: readonly string[]) => labels.map(label => escapeText(label)).join(', ') || 'nothing'
  const words = grantOptions.map(word => `--grant ${shellWord(escapeText(word))}`)
  return [
    `  ${style.dim('declared')} ${list(declared)}`,
    `  ${style.dim('granted')}  ${list(granted)}`,
    ...additions('plugin.toml', manifestToml),
    ...(source === 'option' && words.length > 0
      ? additions('the command line', words.join('\n'))
      : additions('the grants', grantsToml)),
  ]
}

function additions(place: string, toml: string): string[] {
  const lines = toml.split('\n').filter(line => line !== '')
  return lines.length === 0 ? [] : [`  add to ${place}:`, ...lines.map(line => `    ${line}`)]
}

/** Nothing of the project changes: an author who looks for what the tool wrote is told where it went. */
function copiesOf({ writtenCopies }: RunReport, style: Style): string[] {
  const copies = writtenCopies()
  if (copies.length === 0) return []
  const folders = copies.map(folder => shellWord(escapeText(folder))).join(', ')
  return [
    style.dim(
      `writes   went to a copy of ${folders}, which is gone now; --grant fs:write=FOLDER names a real one`,
    ),
  ]
}

/** A recording that was asked for and not made is no surprise to find out later. */
function recordOf({ record, recording }: RunReport, style: Style): string[] {
  if (record === null) return []
  return (
    recording ? recordingLines(recording) : ['nothing was recorded: no call was answered, or one failed']
  ).map(line => style.dim(neutraliseText(line)))
}

function metersOf({ limits, outcomes }: RunReport, { meters }: CallOutcome, style: Style): string[] {
  const { fuel, memoryPages, hostCalls } = meters
  const share = ((100 * fuel) / limits.fuelPerCall).toFixed(1)
  const { count, medianMs, leastMs } = wallTimesOf(outcomes)
  const wall =
    count === 1
      ? `${medianMs.toFixed(1)} ms`
      : `${medianMs.toFixed(1)} ms median, ${leastMs.toFixed(1)} ms least of ${count}`
  return [
    `fuel     ${fuel} (${share} % of ${limits.fuelPerCall})`,
    `memory   ${memoryPages} of ${limits.memoryPages} pages`,
    `calls    ${hostCalls} to the host`,
    `wall     ${wall}`,
  ].map(line => style.dim(line))
}
