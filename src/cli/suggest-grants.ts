import { safeJson } from '../check/reporters/neutralise-text.ts'
import { MANIFEST_FILE } from '../contract/names.ts'
import { EXIT, type ExitCode, UserError } from '../errors.ts'
import type { SuggestReport } from '../exercise/infer/suggest-path.io.ts'
import { writeFix } from './fix-projects.ts'
import type { SuggestFlags } from './suggest-options.ts'
import { type Applied, isFound, suggestJson, suggestText } from './suggest-report.ts'
import type { Terminal } from './terminal.ts'

export interface SuggestPrinting {
  readonly command: 'run' | 'test'
  /** Absolute path of the project. */
  readonly directory: string
  readonly flags: SuggestFlags
}

/** Prints a suggestion and carries it out when asked. */
export function printSuggestion(
  report: SuggestReport,
  { command, directory, flags }: SuggestPrinting,
  terminal: Terminal,
): ExitCode {
  const applied = flags.apply ? applySuggestion(report, directory) : null
  terminal.out(flags.json ? safeJson(suggestJson(report, command, applied)) : suggestText(report))
  if (applied === 'changed') terminal.err(`changed ${MANIFEST_FILE}`)
  if (applied === 'unchanged') terminal.err(`${MANIFEST_FILE} asks for what is needed; it is left as it is`)
  return isFound(report) ? EXIT.ok : EXIT.problemsFound
}

function applySuggestion(report: SuggestReport, directory: string): Applied {
  const { plan, suggestion } = report
  if (!isFound(report) || suggestion === null) return null
  if (plan === null)
    throw new UserError(
      'cannot-apply',
      `${MANIFEST_FILE} is written in a form that cannot be edited by machine; it is left as it is.`,
      'Write it by hand: leave --apply out to see what it needs.',
    )
  if (plan.before === plan.after) return 'unchanged'
  writeFix(directory, { file: MANIFEST_FILE, before: plan.before, after: plan.after, count: 1 })
  return 'changed'
}
