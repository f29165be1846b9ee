import type { Finding } from '../finding.ts'
import { parsePermissionLabel } from '../grants/parse-permission-label.ts'
import { type ExactJson, exactJsonText, isExactObject, toJsonValue } from '../manifest/exact-json.ts'
import type { JsonValue } from '../manifest/manifest.ts'
import { checkPackagePath } from '../manifest/package-path.ts'
import { createLineMap, type LineMap } from '../manifest/toml/line-map.ts'
import { parseToml } from '../manifest/toml/parse-toml.ts'
import type { TomlEntry, TomlNode, TomlTable } from '../manifest/toml/toml-node.ts'
import { tomlToJson } from '../manifest/toml/toml-to-json.ts'
import { quote } from '../quote.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Case, Expectation, ExpectedError } from './case.ts'
import { type ReportCaseProblem as Report, readCaseGrants, readWithheld } from './read-case-grants.ts'
import { readCassettePath, readReplies } from './replies/read-replies.ts'

export interface CaseReading {
  /** Absent when there are findings. */
  readonly entry?: Case
  readonly findings: readonly Finding[]
}

const CASE_KEYS = ['tool', 'input', 'input_json', 'grants', 'without', 'replies', 'cassette', 'expect']
const ERROR_WORD = /^(trap|output|limit:[a-z-]+|denied:.+)$/s

/** Fields of `[expect]`: what each takes, in words and as a test of the converted value. */
const EXPECT_FIELDS: Readonly<
  Record<string, { readonly takes: string; readonly admits: (value: ExactJson) => boolean }>
> = {
  summary: { takes: 'a string or { "$match" = "regex" }', admits: isTextExpectation },
  content: { takes: 'a string or { "$match" = "regex" }', admits: isTextExpectation },
  content_json: { takes: 'any value', admits: () => true },
  content_json_text: {
    takes: 'JSON text',
    admits: value => typeof value === 'string' && canonicalJson(value) !== undefined,
  },
  tool_error: { takes: 'a code such as "invalid_input"', admits: value => typeof value === 'string' },
  error: {
    takes: '"trap", "output", "limit:<name>" or "denied:<label>"',
    admits: value => typeof value === 'string' && ERROR_WORD.test(value),
  },
  denied: {
    takes: 'a label such as "host_api.fs"',
    admits: value => typeof value === 'string' && parsePermissionLabel(value) !== undefined,
  },
  files: {
    takes: 'paths of files in granted folders, each with its text, { "$match" = "regex" } or false',
    admits: isFilesExpectation,
  },
  host_calls: { takes: 'a whole number', admits: isCount },
  max_fuel: { takes: 'a whole number', admits: isCount },
}

/**
 * Reads one case file; never throws.
 * @param file its path in the project, for findings
 * @source design 3
 */
export function readCase(file: string, bytes: Uint8Array): CaseReading {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { findings: [unreadable('the file is not UTF-8', { file })] }
  }
  const lines = createLineMap(file, text)
  const document = parseToml(text)
  if ('error' in document)
    return {
      findings: [
        unreadable(`it is not TOML: ${document.error}`, lines.placeOf(document.start, document.end)),
      ],
    }
  const findings: Finding[] = []
  const placeOf: LineMap['placeOf'] = (start, end) => lines.placeOf(start, end)
  const entry = readEntry({ file, root: document.root, placeOf }, (problem, { start, end }) => {
    findings.push(unreadable(problem, placeOf(start, end)))
  })
  return entry && findings.length === 0 ? { entry, findings } : { findings }
}

interface CaseDocument extends LineMap {
  readonly file: string
  readonly root: TomlTable
}

function readEntry({ file, root, placeOf }: CaseDocument, report: Report): Case | undefined {
  refuseUnknownKeys(root, CASE_KEYS, report)
  const tool = root.entries.get('tool')?.value
  if (tool?.kind !== 'string') report('"tool" must name the tool to call, as a string', tool ?? root)
  const inputJson = readInput(root, report)
  const grants = readCaseGrants(root, report)
  const without = readWithheld(root, report)
  const replies = readReplies(root, placeOf, report)
  const cassette = readCassettePath(root, report)
  const expect = root.entries.get('expect')?.value
  if (expect !== undefined && expect.kind !== 'table') report('[expect] must be a table', expect)
  const expectation = expect?.kind === 'table' ? readExpectation(expect, report) : {}
  return tool?.kind === 'string'
    ? { file, tool: tool.value, inputJson, grants, without, replies, cassette, expect: expectation }
    : undefined
}

function readInput(root: TomlTable, report: Report): string {
  const input = root.entries.get('input')
  const text = root.entries.get('input_json')
  if (input && text) report('"input" and "input_json" exclude each other', span(text))
  if (text) {
    const isJson = text.value.kind === 'string' && canonicalJson(text.value.value) !== undefined
    if (!isJson) report('"input_json" must be JSON text', text.value)
    return isJson && text.value.kind === 'string' ? text.value.value : '{}'
  }
  return input ? exactJsonText(convert(input.value, report)) : '{}'
}

function readExpectation(table: TomlTable, report: Report): Expectation {
  refuseUnknownKeys(table, Object.keys(EXPECT_FIELDS), report)
  const values = new Map<string, ExactJson>()
  for (const [key, { value }] of table.entries) {
    const field = EXPECT_FIELDS[key]
    if (!field) continue
    const converted = convert(value, report)
    if (field.admits(converted)) values.set(key, converted)
    else report(`"expect.${key}" takes ${field.takes}`, value)
  }
  if (values.has('error') && values.has('denied'))
    report('"expect.error" and "expect.denied" exclude each other', table)
  return toExpectation(values)
}

function toExpectation(values: ReadonlyMap<string, ExactJson>): Expectation {
  const json = (key: string) => toJsonValue(values.get(key) as ExactJson)
  return {
    ...(values.has('summary') && { summary: json('summary') }),
    ...(values.has('content') && { content: json('content') }),
    ...(values.has('content_json') && { contentJson: json('content_json') }),
    ...(values.has('content_json_text') && { contentJsonText: String(values.get('content_json_text')) }),
    ...(values.has('tool_error') && { toolError: String(values.get('tool_error')) }),
    ...(values.has('denied') && { error: `denied:${values.get('denied')}` as const }),
    ...(values.has('error') && { error: values.get('error') as ExpectedError }),
    ...(values.has('files') && { files: json('files') as Readonly<Record<string, JsonValue>> }),
    ...(values.has('host_calls') && { hostCalls: Number(values.get('host_calls')) }),
    ...(values.has('max_fuel') && { maxFuel: Number(values.get('max_fuel')) }),
  }
}

function convert(node: TomlNode, report: Report): ExactJson {
  const { value, outOfRange } = tomlToJson(node)
  for (const { node: number } of outOfRange)
    report('the number has no place in JSON; write the input as "input_json"', number)
  return value
}

function refuseUnknownKeys(table: TomlTable, known: readonly string[], report: Report): void {
  for (const [key, entry] of table.entries) {
    if (!known.includes(key)) report(`the key ${quote(key)} is not one of ${known.join(', ')}`, span(entry))
  }
}

function span(entry: TomlEntry): { start: number; end: number } {
  return { start: entry.keyStart, end: entry.keyEnd }
}

function isTextExpectation(value: ExactJson): boolean {
  if (typeof value === 'string') return true
  return isExactObject(value) && value.size === 1 && typeof value.get('$match') === 'string'
}

function isFilesExpectation(value: ExactJson): boolean {
  if (!isExactObject(value)) return false
  return [...value].every(
    ([path, text]) => checkPackagePath(path) === undefined && (text === false || isTextExpectation(text)),
  )
}

function isCount(value: ExactJson): boolean {
  return typeof value === 'bigint' && value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER)
}

function unreadable(problem: string, at: NonNullable<Finding['at']>): Finding {
  return {
    rule: 'case/unreadable',
    severity: 'error',
    message: `The case cannot be used: ${problem}.`,
    why: 'A case that is not understood proves nothing.',
    fix: 'Write tool, input (or input_json) and [expect] as docs/cases.md shows.',
    at,
  }
}
