import { PDK_LIMITS } from '../contract/limits.ts'
import { runningEngine } from './engine.ts'
import type { ToolOutput } from './tool.ts'
import { ToolError } from './tool-error.ts'
import { TRACE } from './trace.ts'

/** What the engine leaves to the SDK; the numbers are those of `abi.wat`. */
export const EVENT = {
  returned: 0,
  thrown: 1,
  noJson: 2,
  noFit: 3,
  noObject: 4,
  noTool: 5,
  noAnswer: 6,
} as const

/** How much of a message an author is shown. */
const SHOWN = 1_000

/** The function of the tool that is called; undefined when there is none. QuickJS knows where a function stands. */
type Run = { readonly lineNumber: number; readonly columnNumber: number } | undefined

/**
 * Answers what is no plain output of a plain function, now or when the promise of the tool settles.
 * @param value what the tool returned or threw, the name of an unknown tool, or what is wrong with the input
 */
export function dispatch(event: number, value: unknown, run: Run): void {
  try {
    if (event === EVENT.returned) settle(value as ToolOutput | Promise<ToolOutput>, run)
    else if (event === EVENT.thrown) answerError(value, run)
    else if (event === EVENT.noAnswer) answerError(neverSettled(), run)
    else sendError(inputError(event, value))
  } catch (error) {
    answerError(error, run)
  }
}

function settle(output: ToolOutput | Promise<ToolOutput>, run: Run): void {
  if (!isPromise(output)) answer(output)
  else
    Promise.resolve(output)
      .then(answer)
      .catch(error => answerError(error, run))
}

function isPromise(output: ToolOutput | Promise<ToolOutput>): output is Promise<ToolOutput> {
  return typeof output === 'object' && output !== null && 'then' in output
}

function neverSettled(): ToolError {
  return new ToolError('failed', 'the tool returned a promise that never settled')
}

/** What the engine found before it called: an unknown tool, an exception of the JSON parser, where the input leaves the schema. */
function inputError(event: number, value: unknown): ToolError {
  if (event === EVENT.noTool) return new ToolError('unsupported_tool', `this plugin has no tool "${value}"`)
  if (event === EVENT.noObject) return new ToolError('invalid_input', 'the input must be a JSON object')
  if (event === EVENT.noJson)
    return new ToolError('invalid_input', `the input is not JSON: ${messageOf(value)}`)
  const [path, expected, found] = value as [string, string, string]
  const message = `${path || 'the input'}: expected ${expected}, found ${found}`
  return new ToolError('invalid_input', message, { path, expected, found })
}

function answer(output: ToolOutput): void {
  if (typeof output !== 'object' || output === null || typeof output.summary !== 'string') {
    throw new ToolError('invalid_output', 'run() must return { summary, content } with a string as summary')
  }
  const { summary, content } = output
  if (content === undefined || content === null || typeof content === 'string') {
    send(summary, content ?? undefined, false)
  } else if (!send(summary, toJson(content), true)) {
    throw new ToolError(
      'invalid_output',
      `the content does not fit into the answer: at most ${PDK_LIMITS.contentBytes} bytes of JSON`,
    )
  }
}

function toJson(value: unknown): string {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch (error) {
    throw new ToolError('serialization', messageOf(error))
  }
  if (text === undefined) throw new ToolError('serialization', 'the content is not a JSON value')
  return text
}

/** Tells the model the message, and the author the place too. */
function answerError(error: unknown, run: Run): void {
  sendError(error)
  const stack = error instanceof Error && typeof error.stack === 'string' ? error.stack.trimEnd() : ''
  const tool = run === undefined ? '' : `\n    at tool (plugin.js:${run.lineNumber}:${run.columnNumber})`
  runningEngine().log(TRACE.thrown, `${stack}${tool}\0${messageOf(error).slice(0, SHOWN)}`)
}

function sendError(error: unknown): void {
  const code = error instanceof ToolError ? error.code : 'failed'
  const message = cut(messageOf(error), PDK_LIMITS.errorMessageBytes)
  const summary = `tool error: ${code}`
  if (error instanceof ToolError && error.details !== undefined) {
    if (sendJson(summary, { code, message, details: error.details })) return
  }
  sendJson(summary, { code, message })
}

/** False when the details cannot be sent. */
function sendJson(summary: string, error: { code: string; message: string; details?: unknown }): boolean {
  try {
    return send(summary, JSON.stringify({ error }), true)
  } catch {
    return false
  }
}

function messageOf(error: unknown): string {
  try {
    const text = error instanceof Error ? error.message || error.name : error
    return typeof text === 'string' ? text : String(text)
  } catch {
    return 'the thrown value has no message'
  }
}

function send(summary: string, content: string | undefined, isExact: boolean): boolean {
  return runningEngine().answer(summary, content, isExact)
}

function cut(text: string, maxBytes: number): string {
  return text.length * 3 <= maxBytes ? text : runningEngine().cut(text, maxBytes)
}
