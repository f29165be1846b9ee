import { safeJson } from '../check/reporters/neutralise-text.ts'
import { EXIT, type ExitCode, UserError } from '../errors.ts'
import type { Recording } from '../exercise/answers/call-answers.ts'
import type { MissingExchange } from '../exercise/cassette/replay.ts'
import type { CallOutcome } from '../host/call-outcome.ts'
import type { SpareChild } from '../host/sandbox/spare-child.io.ts'
import { quote } from '../quote.ts'
import { looksLikePath } from './looks-like-path.ts'
import { type OpenRun, openRun, type RunFlags } from './open-run.ts'
import { pickTool } from './pick-tool.ts'
import { readInput } from './read-input.ts'
import { warnOfUnsetSecrets } from './record-options.ts'
import { recordRunCommand } from './record-run-command.ts'
import { type RunReport, runJson } from './run-report.ts'
import { runText } from './run-text.ts'
import { styleOf } from './style.ts'
import { refuseApplyAlone, type SuggestFlags } from './suggest-options.ts'
import type { Terminal } from './terminal.ts'

const MAX_REPEATS = 10_000

interface RunWords {
  readonly tool: string | undefined
  readonly path: string | undefined
}

interface RunToolFlags extends RunFlags, SuggestFlags {
  readonly input: string | undefined
  readonly repeat: string | undefined
  readonly failOnToolError: boolean
}

/**
 * Calls one tool of a project or package and prints what it returned and used.
 * @param spare a process for the sandbox, which the caller closes
 * @throws UserError for options that make no sense, and when there is nothing to call
 */
export async function runTool(
  words: RunWords,
  flags: RunToolFlags,
  { terminal, spare }: { readonly terminal: Terminal; readonly spare: SpareChild },
): Promise<ExitCode> {
  const [tool, path] = splitArguments(words)
  const repeat = readRepeat(flags.repeat)
  refuseApplyAlone(flags)
  if (repeat > 1) refuseRepeated(flags)
  const input = await readInput(flags.input, terminal)
  if (flags.suggestGrants) {
    const { suggestForCall } = await import('./suggest-for-call.ts')
    return suggestForCall({ tool, path, input }, flags, terminal)
  }
  const opened = await openRun(path, flags, { terminal, spare })
  try {
    const { hosted } = opened
    const name = hosted && pickTool(tool, hosted.manifest.tools)
    const called = name === undefined ? NOT_CALLED : await callTool(opened, name, { input, repeat, terminal })
    const recording = await record(opened, called.recording)
    warnOfUnsetSecrets(opened.unsetSecrets, opened.record !== null, terminal)
    const command = recordRunCommand({ tool, path }, flags)
    const report: RunReport = {
      ...opened,
      ...called,
      inputPath: path,
      tool: name ?? null,
      recording,
      recordCommand: command,
    }
    terminal.out(flags.json ? safeJson(runJson(report)) : runText(report, styleOf(terminal)))
    return exitCodeOf(called.outcomes, flags.failOnToolError)
  } finally {
    opened.close()
  }
}

/** @throws UserError for options that are about one call */
function refuseRepeated({ record, suggestGrants }: RunToolFlags): void {
  if (record !== undefined)
    throw new UserError('record-once', '--record records one call.', 'Leave --repeat out.')
  if (suggestGrants)
    throw new UserError('suggest-once', '--suggest-grants looks at one call.', 'Leave --repeat out.')
}

/** Few calls are recorded: the others are spared its code. */
async function record({ record }: OpenRun, recording: Recording | null) {
  if (record === null || recording === null) return null
  const { writeRecording } = await import('../exercise/cassette/write-recordings.io.ts')
  return writeRecording(record, recording)
}

/** A single argument that looks like a path is one. */
function splitArguments({ tool, path }: RunWords) {
  return path === undefined && tool && looksLikePath(tool)
    ? ([undefined, tool] as const)
    : ([tool, path ?? '.'] as const)
}

function readRepeat(typed: string | undefined): number {
  const count = typed === undefined ? 1 : /^\d{1,5}$/.test(typed) ? Number(typed) : 0
  if (count >= 1 && count <= MAX_REPEATS) return count
  throw new UserError(
    'bad-repeat',
    `--repeat ${quote(typed ?? '')} is no number from 1 to ${MAX_REPEATS}.`,
    'Write for example --repeat 20.',
  )
}

interface CallPlan {
  readonly input: string
  readonly repeat: number
  readonly terminal: Terminal
}

interface Called {
  readonly outcomes: readonly CallOutcome[]
  /** Host calls of the last call that nothing answered. */
  readonly missing: readonly MissingExchange[]
  /** What the network gave in the last call; null: it was not asked. */
  readonly recording: Recording | null
}

const NOT_CALLED: Called = { outcomes: [], missing: [], recording: null }

/** Stops at the first call that does not end well: the others would end the same. */
async function callTool(
  { host, beginCall }: OpenRun,
  tool: string,
  { input, repeat, terminal }: CallPlan,
): Promise<Called> {
  const outcomes: CallOutcome[] = []
  await host.prepare(tool)
  for (;;) {
    const answers = beginCall()
    const outcome = await host.call(tool, input, { signal: terminal.interrupted })
    outcomes.push(outcome)
    if (outcome.status !== 'ok' || outcomes.length === repeat)
      return { outcomes, missing: answers.missing, recording: answers.recording() }
  }
}

function exitCodeOf(outcomes: readonly CallOutcome[], failsOnToolError: boolean): ExitCode {
  const last = outcomes.at(-1)
  if (last === undefined) return EXIT.problemsFound
  if (['bad-input', 'unanswered', 'runner-cannot'].includes(last.status)) return EXIT.wrongUse
  if (last.status !== 'ok') return EXIT.problemsFound
  return failsOnToolError && last.output.summary.startsWith('tool error: ') ? EXIT.problemsFound : EXIT.ok
}
