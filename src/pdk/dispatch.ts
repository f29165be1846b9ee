import { PDK_LIMITS } from '../contract/limits.ts'
import { runningEngine } from './engine.ts'
import type { Tool, ToolOutput } from './tool.ts'
import { ToolError } from './tool-error.ts'

/** Makes the function that the component calls with the parsed input, or with what is wrong with it: it answers through the engine, now or when the tool's promise settles. */
export function makeDispatch(tools: ReadonlyMap<string, Tool<never>>) {
  return (toolName: string, input: unknown, problem: unknown): void => {
    try {
      const tool = tools.get(toolName)
      if (tool === undefined) throw new ToolError('unsupported_tool', `this plugin has no tool "${toolName}"`)
      const output = tool.run(checkInput(input, problem), {
        toolName: cut(toolName, PDK_LIMITS.toolNameBytes),
      })
      if (isPromise(output)) Promise.resolve(output).then(answer).catch(answerError)
      else answer(output)
    } catch (error) {
      answerError(error)
    }
  }
}

function isPromise(output: ToolOutput | Promise<ToolOutput>): output is Promise<ToolOutput> {
  return typeof output === 'object' && output !== null && 'then' in output
}

function checkInput(input: unknown, problem: unknown): never {
  if (problem !== undefined) throw inputError(problem)
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ToolError('invalid_input', 'the input must be a JSON object')
  }
  return input as never
}

/** What the engine found before it called: where the input leaves the schema of the tool, or an exception of the JSON parser. */
function inputError(problem: unknown): ToolError {
  if (!Array.isArray(problem))
    return new ToolError('invalid_input', `the input is not JSON: ${messageOf(problem)}`)
  const [path, expected, found] = problem as [string, string, string]
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

function answerError(error: unknown): void {
  const code = error instanceof ToolError ? error.code : 'failed'
  const message = cut(messageOf(error), PDK_LIMITS.errorMessageBytes)
  const summary = `tool error: ${code}`
  if (error instanceof ToolError && error.details !== undefined) {
    if (sendError(summary, { code, message, details: error.details })) return
  }
  sendError(summary, { code, message })
}

/** False when the details cannot be sent. */
function sendError(summary: string, error: { code: string; message: string; details?: unknown }): boolean {
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
