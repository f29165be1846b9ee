import type { Finding, Place, Severity } from '../finding.ts'
import type { CallOutcome } from '../host/call-outcome.ts'
import { quote } from '../quote.ts'

interface Verdict {
  readonly rule: string
  readonly severity: Severity
  readonly what: string
  readonly why: string
  readonly fix: string
}

/**
 * A smoke call has the smallest valid input and no expectation: any valid ToolOutput passes, a tool error too.
 * @returns a finding for a trap, a limit, a malformed output or a component that does not load; a note for a host call that failed or was not answered
 */
export function judgeSmokeCall(tool: string, outcome: CallOutcome, at: Place): Finding | undefined {
  if (outcome.status === 'ok') return undefined
  const { rule, severity, what, why, fix } = verdictOn(quote(tool), outcome)
  return { rule, severity, message: what, why, fix, at }
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
