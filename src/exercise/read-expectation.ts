import { parsePermissionLabel } from '../grants/parse-permission-label.ts'
import { LIMIT_NAMES } from '../host/call-outcome.ts'
import { type ExactJson, isExactObject, toJsonValue } from '../manifest/exact-json.ts'
import type { JsonValue } from '../manifest/manifest.ts'
import { checkPackagePath } from '../manifest/package-path.ts'
import type { TomlTable } from '../manifest/toml/toml-node.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Expectation, ExpectedError } from './case.ts'
import { convertValue, refuseUnknownKeys } from './case-table.ts'
import type { ReportCaseProblem as Report } from './read-case-grants.ts'

const LIMITS: readonly string[] = LIMIT_NAMES
const COUNT = `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`

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
    takes: `"trap", "output", "denied:<label>" or "limit:<name>", the name being one of ${LIMITS.join(', ')}`,
    admits: isErrorWord,
  },
  denied: {
    takes: 'a label such as "host_api.fs"',
    admits: value => typeof value === 'string' && parsePermissionLabel(value) !== undefined,
  },
  files: {
    takes: 'paths of files in granted folders, each with its text, { "$match" = "regex" } or false',
    admits: isFilesExpectation,
  },
  host_calls: { takes: COUNT, admits: isCount },
  max_fuel: { takes: COUNT, admits: isCount },
}

/** Reads `[expect]` of a case. @source design 3 */
export function readExpectation(table: TomlTable, report: Report): Expectation {
  refuseUnknownKeys(table, Object.keys(EXPECT_FIELDS), report)
  const values = new Map<string, ExactJson>()
  for (const [key, { value }] of table.entries) {
    if (!Object.hasOwn(EXPECT_FIELDS, key)) continue
    const field = EXPECT_FIELDS[key]!
    const converted = convertValue(value, report)
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

function isErrorWord(value: ExactJson): boolean {
  if (typeof value !== 'string') return false
  if (value.startsWith('limit:')) return LIMITS.includes(value.slice('limit:'.length))
  return value === 'trap' || value === 'output' || /^denied:.+$/s.test(value)
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
