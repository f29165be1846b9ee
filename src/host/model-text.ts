import { boundMessage } from './bound-message.ts'
import type { CallOutcome, ToolOutput } from './call-outcome.ts'

/** The plugin as the host names it in errors. */
export interface PluginReference {
  /** Source-qualified, e.g. `project:example.echo`. */
  readonly identity: string
  readonly digest: string
}

/** What the engine prints instead of a trap's cause. @source host contract 6.5, 11.8 */
const BACKTRACE = 'error while executing at wasm backtrace'

const NOT_OFFERED = 'nothing: a tool that may not run is not offered to the model'

const UNANSWERED = 'unknown: the host would have made the call'

type Failed = Exclude<CallOutcome, { status: 'ok' }>

/**
 * What the model would see from the released host for this outcome: summary and content of a success, else an error that
 * mostly hides the cause. The words around the details are ours; their order is the host's.
 * @source host contract 6.5
 */
export function modelText(outcome: CallOutcome, tool: string, plugin: PluginReference): string {
  if (outcome.status === 'ok') return successText(outcome.output)
  if (isNotRegistered(outcome)) return NOT_OFFERED
  if (outcome.status === 'unanswered') return UNANSWERED
  if (isBadInput(outcome)) return `tool execution failed: invalid argument: ${boundMessage(outcome.message)}`
  const subject = `plugin tool ${tool} (${plugin.identity}, ${plugin.digest})`
  return `tool execution failed: execution failed: ${subject} failed closed: ${detailOf(outcome)}`
}

function successText({ summary, content }: ToolOutput): string {
  return content === null ? summary : `${summary}\n${content}`
}

/** Refused where tools are registered: by a grant, or by the definition of the tool, the only thing malformed at resolution. */
function isNotRegistered(outcome: Failed): boolean {
  if (outcome.status === 'denied') return outcome.denial?.stage === 'register'
  return (
    outcome.status === 'load-refused' &&
    outcome.host?.kind === 'malformed' &&
    outcome.host.phase === 'resolution'
  )
}

function isBadInput(outcome: Failed): boolean {
  return outcome.status === 'bad-input' || (outcome.status === 'limit' && outcome.limit === 'input')
}

function detailOf(outcome: Failed): string {
  const message = boundMessage(outcome.message)
  switch (outcome.status) {
    case 'bad-output':
      return `WASM output: ${message}`
    case 'load-refused':
      return outcome.host ? `package load: ${message}` : `WASM module: ${message}`
    case 'runner-cannot':
      return `WASM module: ${message}`
    case 'denied':
      return outcome.denial?.stage === 'load' ? `WASM module: ${message}` : `WASM execution: ${BACKTRACE}`
    case 'limit':
      return limitDetail(outcome, message)
    default:
      return `WASM execution: ${BACKTRACE}`
  }
}

/** Limits met at instantiation are shown; those met by running code, which has used fuel, are traps. */
function limitDetail({ limit, meters }: Extract<Failed, { status: 'limit' }>, message: string): string {
  switch (limit) {
    case 'output':
    case 'summary':
    case 'content':
      return `WASM output: ${message}`
    case 'wall':
      return message
    case 'core-instances':
    case 'memories':
    case 'tables':
      return `WASM execution: ${message}`
    case 'memory':
    case 'table':
      return `WASM execution: ${meters.fuel === 0 ? message : BACKTRACE}`
    default:
      return `WASM execution: ${BACKTRACE}`
  }
}
