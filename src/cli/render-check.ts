import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { asset } from '../assets.io.ts'
import type { CheckReport } from '../check/check-report.ts'
import { knownRules } from '../check/known-rules.ts'
import { renderGithub } from '../check/reporters/github.ts'
import { renderGithubSummary } from '../check/reporters/github-summary.ts'
import { renderJson, renderJsonReports } from '../check/reporters/json.ts'
import { renderJunit } from '../check/reporters/junit.ts'
import { safeJson } from '../check/reporters/neutralise-text.ts'
import { rulePage } from '../check/reporters/rule-page.ts'
import { renderSarif } from '../check/reporters/sarif.ts'
import { renderText, renderTextReports } from '../check/reporters/text.ts'
import { UserError } from '../errors.ts'
import { quote } from '../quote.ts'
import { describeError } from './report-error.ts'
import { styleOf } from './style.ts'
import type { Terminal } from './terminal.ts'
import { toolVersion } from './tool-version.ts'

export const CHECK_FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const
export type CheckFormat = (typeof CHECK_FORMATS)[number]

/** @throws UserError `unknown-format`, or `format-conflict` when `--json` asks for something else */
export function readCheckFormat(name: string | undefined, isJson: boolean): CheckFormat {
  const format = CHECK_FORMATS.find(known => known === (name ?? (isJson ? 'json' : 'text')))
  if (format === undefined)
    throw new UserError(
      'unknown-format',
      `There is no format ${quote(name ?? '')}.`,
      `Use one of: ${CHECK_FORMATS.join(', ')}.`,
    )
  if (isJson && format !== 'json')
    throw new UserError(
      'format-conflict',
      `--json asks for JSON and --format for ${format}.`,
      'Keep one of the two.',
    )
  return format
}

/** Prints reports. With `isMany` the form is the one for several plugins, also when it is one today. */
export function printReports(
  reports: readonly CheckReport[],
  { format, isMany }: { readonly format: CheckFormat; readonly isMany: boolean },
  terminal: Terminal,
): void {
  terminal.out(renderReports(reports, format, isMany, terminal))
  if (format === 'github') appendSummary(reports, terminal)
}

function renderReports(
  reports: readonly CheckReport[],
  format: CheckFormat,
  isMany: boolean,
  terminal: Terminal,
): string {
  const [only] = reports
  const single = isMany ? undefined : only
  switch (format) {
    case 'json':
      return safeJson(single ? renderJson(single) : renderJsonReports(reports))
    case 'sarif': {
      const known = knownRules()
      const ruleInfo = (rule: string) => known.get(rule)
      return safeJson(renderSarif(reports, { toolVersion: toolVersion(), ruleInfo, readPage }))
    }
    case 'github':
      return renderGithub(reports)
    case 'junit':
      return renderJunit(reports)
    case 'text': {
      const style = styleOf(terminal)
      return single ? renderText(single, style) : renderTextReports(reports, style)
    }
  }
}

function readPage(rule: string): string | undefined {
  const page = asset(rulePage(rule))
  return existsSync(page) ? readFileSync(page, 'utf8') : undefined
}

/** The page of the job; other steps of the job append to the same file. A verdict is worth more than its page. */
function appendSummary(reports: readonly CheckReport[], terminal: Terminal): void {
  const file = terminal.env.GITHUB_STEP_SUMMARY
  if (!file) return
  try {
    appendFileSync(file, renderGithubSummary(reports))
  } catch (error) {
    terminal.err(`note: the job summary was not written: ${describeError(error).what}`)
  }
}
