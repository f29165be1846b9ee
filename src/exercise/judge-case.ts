import type { CallOutcome, ToolOutput } from '../host/call-outcome.ts'
import type { JsonValue } from '../manifest/manifest.ts'
import { escapeText } from '../quote.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Expectation } from './case.ts'
import { type FilesAfterCall, judgeFiles } from './judge-files.ts'
import { matchValue } from './match-value.ts'
import { parseContent, readToolError } from './tool-error.ts'

/**
 * Compares how a call ended with what its case expects.
 * @param files what the call left under the paths that the case names
 * @returns one line per difference; empty when the case holds
 */
export function judgeCase(
  expect: Expectation,
  outcome: CallOutcome,
  files: FilesAfterCall = new Map(),
): string[] {
  const differences =
    expect.error === undefined ? judgeOutput(expect, outcome) : judgeError(expect.error, outcome)
  if (expect.files !== undefined) differences.push(...judgeFiles(expect.files, files))
  const { fuel, hostCalls } = outcome.meters
  if (expect.maxFuel !== undefined && fuel > expect.maxFuel) {
    differences.push(`fuel: expected at most ${expect.maxFuel}, used ${fuel}`)
  }
  if (expect.hostCalls !== undefined && hostCalls !== expect.hostCalls) {
    differences.push(`host_calls: expected ${expect.hostCalls}, received ${hostCalls}`)
  }
  return differences
}

/** The outcome in the words of `[expect] error`; `ok` for a valid ToolOutput. */
export function outcomeWord(outcome: CallOutcome): string {
  switch (outcome.status) {
    case 'limit':
      return `limit:${outcome.limit}`
    case 'denied':
      return `denied:${outcome.label}`
    case 'bad-output':
      return 'output'
    default:
      return outcome.status
  }
}

function judgeError(expected: string, outcome: CallOutcome): string[] {
  const received = outcomeWord(outcome)
  if (received === expected) return []
  const detail =
    outcome.status === 'ok'
      ? `the output "${escapeText(outcome.output.summary)}"`
      : `${received} (${outcome.message})`
  return [`error: expected ${expected}, received ${detail}`]
}

function judgeOutput(expect: Expectation, outcome: CallOutcome): string[] {
  if (outcome.status !== 'ok')
    return [
      `expected a tool output, received ${outcomeWord(outcome)}: ${outcome.message}`,
      ...remedies(outcome),
    ]
  const { output } = outcome
  return [
    ...(expect.summary === undefined ? [] : matchValue(expect.summary, output.summary, 'summary')),
    ...(expect.content === undefined ? [] : matchValue(expect.content, output.content, 'content')),
    ...(expect.contentJson === undefined ? [] : judgeJson(expect.contentJson, output)),
    ...(expect.contentJsonText === undefined ? [] : judgeJsonText(expect.contentJsonText, output)),
    ...judgeToolError(expect, output),
  ]
}

/** What would allow a call that was denied. */
function remedies(outcome: CallOutcome): string[] {
  if (outcome.status !== 'denied' || !outcome.denial) return []
  const { manifestToml, grantsToml } = outcome.denial
  return [...tomlLines('plugin.toml', manifestToml), ...tomlLines('[grants]', grantsToml)]
}

function tomlLines(place: string, toml: string): string[] {
  const lines = toml.split('\n').filter(line => line !== '')
  return lines.length === 0 ? [] : [`add to ${place}:`, ...lines.map(line => `  ${line}`)]
}

function judgeJson(expected: JsonValue, output: ToolOutput): string[] {
  const received = parseContent(output)
  return received === undefined
    ? [notJson('content_json', output)]
    : matchValue(expected, received, 'content_json')
}

function judgeJsonText(expected: string, output: ToolOutput): string[] {
  const received = canonicalJson(output.content ?? '')
  if (received === undefined) return [notJson('content_json_text', output)]
  const wanted = canonicalJson(expected)
  if (wanted === undefined) return ['content_json_text: the expected text is not JSON']
  return wanted === received
    ? []
    : [`content_json_text: expected ${escapeText(wanted)}, received ${escapeText(received)}`]
}

/** A case that expects no `tool_error` fails on an error output, unless it states the summary itself. */
function judgeToolError(expect: Expectation, output: ToolOutput): string[] {
  const error = readToolError(output)
  if (expect.toolError === error?.code) return []
  const received =
    error === undefined
      ? `the output "${escapeText(output.summary)}"`
      : `tool error ${error.code}: ${error.message}`
  if (expect.toolError !== undefined)
    return [`tool_error: expected ${expect.toolError}, received ${received}`]
  return expect.summary === undefined ? [`expected no tool error, received ${received}`] : []
}

function notJson(field: string, output: ToolOutput): string {
  const received = output.content === null ? 'no content' : `"${escapeText(output.content, 160)}"`
  return `${field}: expected JSON content, received ${received}`
}
