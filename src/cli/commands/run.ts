import { safeJson } from '../../check/reporters/neutralise-text.ts'
import { EXIT, type ExitCode, UserError } from '../../errors.ts'
import type { Recording } from '../../exercise/answers/call-answers.ts'
import type { MissingExchange } from '../../exercise/cassette/replay.ts'
import type { CallOutcome } from '../../host/call-outcome.ts'
import { quote } from '../../quote.ts'
import { defineCommand } from '../define-command.ts'
import { LIVE_OPTION } from '../live-network.ts'
import { looksLikePath } from '../looks-like-path.ts'
import { type OpenRun, openRun } from '../open-run.ts'
import { pickTool } from '../pick-tool.ts'
import { readInput } from '../read-input.ts'
import { SECRET_OPTION, warnOfUnsetSecrets } from '../record-options.ts'
import { recordRunCommand } from '../record-run-command.ts'
import { CASSETTE_OPTIONS } from '../run-cassette.ts'
import { GRANT_OPTION } from '../run-grants.ts'
import { type RunReport, runJson } from '../run-report.ts'
import { runText } from '../run-text.ts'
import { styleOf } from '../style.ts'
import { refuseApplyAlone, SUGGEST_OPTIONS } from '../suggest-options.ts'
import type { Terminal } from '../terminal.ts'

const MAX_REPEATS = 10_000

export const run = defineCommand({
  arguments: '[tool] [path]',
  options: [
    ['--input <json>', 'Arguments as JSON, @FILE, or - for stdin; {} by default'],
    GRANT_OPTION,
    ['--config <file>', 'Grant what this Profile or Worker manifest grants the package'],
    ['--no-config', 'Ignore yoi-plugin.toml: for reviewers'],
    LIVE_OPTION,
    ...CASSETTE_OPTIONS,
    SECRET_OPTION,
    ...SUGGEST_OPTIONS,
    ['--repeat <n>', 'Call it n times, each in a fresh instance, and print medians'],
    ['--fail-on-tool-error', 'Exit with 1 when the tool answers with an error'],
  ],
  details:
    'Calls one tool of the project or .yoi-plugin file at [path] (the current folder by default) in a sandbox, as the host would\n' +
    'call it, and prints what it returned and used. [tool] can be left out when there is only one. Grants come from --grant, else\n' +
    '--config, else [grants] in yoi-plugin.toml, else the manifest; they are never merged. Without --live or --record nothing is sent.',
  examples: [
    'yoi-plugin run --input \'{"text": "hi"}\'',
    'yoi-plugin run echo ./acme.echo-0.1.0.yoi-plugin --input @input.json --json',
    'yoi-plugin run fetch --record cassettes/fetch.json --secret API_TOKEN=env:API_TOKEN',
    'yoi-plugin run fetch --live --grant surfaces.tool --grant tool.fetch --grant host_api.request --grant "request:GET https://example.com/"',
  ],
  async run({ args, flags }, terminal) {
    const [tool, path] = splitArguments(args)
    const repeat = readRepeat(flags.repeat)
    refuseApplyAlone(flags)
    if (flags.record !== undefined && repeat > 1)
      throw new UserError('record-once', '--record records one call.', 'Leave --repeat out.')
    const input = await readInput(flags.input, terminal)
    if (flags.suggestGrants) {
      const { suggestForCall } = await import('../suggest-for-call.ts')
      return suggestForCall({ tool, path, input }, flags, terminal)
    }
    const opened = await openRun(path, flags, terminal)
    try {
      const { hosted } = opened
      const name = hosted && pickTool(tool, hosted.manifest.tools)
      const called =
        name === undefined ? NOT_CALLED : await callTool(opened, name, { input, repeat, terminal })
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
  },
})

/** Few calls are recorded: the others are spared its code. */
async function record({ record }: OpenRun, recording: Recording | null) {
  if (record === null || recording === null) return null
  const { writeRecording } = await import('../../exercise/cassette/write-recordings.io.ts')
  return writeRecording(record, recording)
}

/** A single argument that looks like a path is one. */
function splitArguments({
  tool,
  path,
}: {
  readonly tool: string | undefined
  readonly path: string | undefined
}) {
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
