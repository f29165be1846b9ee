import type { AuthorTrace } from '../check/check-report.ts'
import type { Finding, Place, Severity } from '../finding.ts'
import type { CallOutcome, ToolOutput } from '../host/call-outcome.ts'
import { quote } from '../quote.ts'
import { faultLine } from './fault-line.ts'
import { readToolError } from './tool-error.ts'

interface Verdict {
  readonly rule: string
  readonly severity: Severity
  readonly what: string
  readonly why: string
  readonly fix: string
}

/**
 * A smoke call has the smallest valid input and no expectation: any valid ToolOutput passes, a tool error too.
 * @returns a finding for a trap, a limit, a malformed output, a component that does not load or a tool that is not in the code; a note for
 * an input that was refused although the schema admits it, and for a host call that failed or was not answered
 */
export function judgeSmokeCall(
  tool: string,
  outcome: CallOutcome,
  { at, fault }: Pick<AuthorTrace, 'fault'> & { readonly at: Place },
): Finding | undefined {
  const verdict =
    outcome.status === 'ok' ? verdictOnOutput(quote(tool), outcome.output) : verdictOn(quote(tool), outcome)
  if (verdict === undefined) return undefined
  const { rule, severity, what, why, fix } = verdict
  const where = faultLine({ fault }).map(line => `\n  ${line}`)
  return { rule, severity, message: [what, ...where].join(''), why, fix, at }
}

function verdictOnOutput(tool: string, output: ToolOutput): Verdict | undefined {
  const error = readToolError(output)
  switch (error?.code) {
    case 'unsupported_tool':
      return {
        rule: 'exercise/unsupported-tool',
        severity: 'error',
        what: `The component does not know the tool ${tool} of plugin.toml: ${error.message}.`,
        why: 'Yoi would offer the tool to the model, and every call would end so.',
        fix: 'Use one name in plugin.toml and in the code (in Rust: export_tools!), and build again.',
      }
    case 'invalid_input':
      return {
        rule: 'exercise/input-refused',
        severity: 'note',
        what: `${tool} refuses the smallest input that its schema admits: ${error.message}.`,
        why: 'The model knows the schema only: what it admits and the tool refuses costs a call.',
        fix: 'Say in the descriptions what the tool expects, or change the schema or the type; a case in cases/ takes the place of this call.',
      }
    default:
      return undefined
  }
}

function verdictOn(tool: string, outcome: Exclude<CallOutcome, { status: 'ok' }>): Verdict {
  const call = `A call of ${tool} with its smallest valid input`
  switch (outcome.status) {
    case 'trap':
      if (outcome.hostCall !== undefined)
        return notExercised(tool, `with its smallest valid input ${outcome.message}`)
      return {
        rule: 'exercise/trap',
        severity: 'error',
        what: `${call} ended in a trap: ${outcome.message}.`,
        why: 'The model sees only "execution failed" and a backtrace; a trapped instance is never used again.',
        fix: 'Return a ToolOutput for every input (in TypeScript: throw an Error), and state this input in cases/.',
      }
    case 'limit':
      return {
        rule: 'exercise/limit',
        severity: 'error',
        what: `${call} reached the ${outcome.limit} limit: ${outcome.message}.`,
        why: 'The host ends such a call as failed.',
        fix: 'Do less per call; a case with max_fuel shows the cost.',
      }
    case 'bad-output':
      return {
        rule: 'exercise/bad-output',
        severity: 'error',
        what: `${call} returned something that is not a ToolOutput: ${outcome.message}.`,
        why: 'The host takes only a JSON object with "summary" and an optional text "content".',
        fix: 'Return { summary, content } through the PDK.',
      }
    case 'load-refused':
      return {
        rule: 'exercise/load-refused',
        severity: 'error',
        what: `The component of ${tool} does not load: ${outcome.message}.`,
        why: 'The host compiles and instantiates the component on every call, so every call fails.',
        fix: 'Rebuild it with yoi-plugin build.',
      }
    case 'denied':
      return notExercised(tool, `it ${outcome.message}`)
    case 'bad-input':
      return notExercised(tool, `its schema admits no input that the host takes: ${outcome.message}`)
    case 'unanswered':
      return notExercised(tool, `with its smallest valid input ${outcome.message}`)
    case 'runner-cannot':
      return notExercised(tool, `this Node cannot run it: ${outcome.message}`)
  }
}

function notExercised(tool: string, reason: string): Verdict {
  return {
    rule: 'exercise/not-exercised',
    severity: 'note',
    what: `${tool} was not exercised: ${reason}.`,
    why: 'Nothing is known about what it returns.',
    fix: 'Write a case in cases/ with an input that works, and with grants or [[replies]] for its host calls.',
  }
}
