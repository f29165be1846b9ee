import { safeJson } from '../../check/reporters/neutralise-text.ts'
import { EXIT, type ExitCode, UserError } from '../../errors.ts'
import type { CallOutcome } from '../../host/call-outcome.ts'
import type { Host } from '../../host/host.io.ts'
import { quote } from '../../quote.ts'
import { defineCommand } from '../define-command.ts'
import { LIVE_OPTION } from '../live-network.ts'
import { looksLikePath } from '../looks-like-path.ts'
import { openRun } from '../open-run.ts'
import { readInput } from '../read-input.ts'
import { GRANT_OPTION } from '../run-grants.ts'
import { type RunReport, runJson } from '../run-report.ts'
import { runText } from '../run-text.ts'
import { styleOf } from '../style.ts'
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
    ['--repeat <n>', 'Call it n times, each in a fresh instance, and print medians'],
    ['--fail-on-tool-error', 'Exit with 1 when the tool answers with an error'],
  ],
  details:
    'Calls one tool of the project or .yoi-plugin file at [path] (the current folder by default) in a sandbox, as the host would\n' +
    'call it, and prints what it returned and used. [tool] can be left out when there is only one. Grants come from --grant, else\n' +
    '--config, else [grants] in yoi-plugin.toml, else the manifest; they are never merged. Without --live nothing is sent.',
  examples: [
    'yoi-plugin run --input \'{"text": "hi"}\'',
    'yoi-plugin run echo ./acme.echo-0.1.0.yoi-plugin --input @input.json --json',
    'yoi-plugin run fetch --live --grant surfaces.tool --grant tool.fetch --grant host_api.request --grant "request:GET https://example.com/"',
  ],
  async run({ args, flags }, terminal) {
    const [tool, path] = splitArguments(args)
    const repeat = readRepeat(flags.repeat)
    const input = await readInput(flags.input, terminal)
    const opened = await openRun(path, flags, terminal)
    try {
      const { hosted, host } = opened
      const name = hosted && pickTool(tool, hosted.manifest.tools)
      const outcomes = name === undefined ? [] : await callTool(host, name, { input, repeat, terminal })
      const report: RunReport = { ...opened, inputPath: path, tool: name ?? null, outcomes }
      terminal.out(flags.json ? safeJson(runJson(report)) : runText(report, styleOf(terminal)))
      return exitCodeOf(outcomes, flags.failOnToolError)
    } finally {
      opened.close()
    }
  },
})

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

function pickTool(typed: string | undefined, tools: readonly { readonly name: string }[]): string {
  const names = tools.map(tool => tool.name)
  const declared = names.length === 0 ? 'none' : names.map(quote).join(', ')
  if (typed === undefined && names.length === 1) return names[0]!
  if (typed !== undefined && names.includes(typed)) return typed
  throw new UserError(
    typed === undefined ? 'tool-missing' : 'unknown-tool',
    typed === undefined
      ? `There is not exactly one tool to call; declared: ${declared}.`
      : `The plugin declares no tool ${quote(typed)}; declared: ${declared}.`,
    'Name a declared tool, and the project after it: `yoi-plugin run <tool> <path>`.',
  )
}

interface CallPlan {
  readonly input: string
  readonly repeat: number
  readonly terminal: Terminal
}

/** Stops at the first call that does not end well: the others would end the same. */
async function callTool(
  host: Host,
  tool: string,
  { input, repeat, terminal }: CallPlan,
): Promise<CallOutcome[]> {
  const outcomes: CallOutcome[] = []
  await host.prepare(tool)
  while (outcomes.length < repeat) {
    const outcome = await host.call(tool, input, { signal: terminal.interrupted })
    outcomes.push(outcome)
    if (outcome.status !== 'ok') break
  }
  return outcomes
}

function exitCodeOf(outcomes: readonly CallOutcome[], failsOnToolError: boolean): ExitCode {
  const last = outcomes.at(-1)
  if (last === undefined) return EXIT.problemsFound
  if (['bad-input', 'unanswered', 'runner-cannot'].includes(last.status)) return EXIT.wrongUse
  if (last.status !== 'ok') return EXIT.problemsFound
  return failsOnToolError && last.output.summary.startsWith('tool error: ') ? EXIT.problemsFound : EXIT.ok
}
