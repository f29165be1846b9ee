import type { Finding } from '../finding.ts'
import { exactJsonText } from '../manifest/exact-json.ts'
import { createLineMap, type LineMap } from '../manifest/toml/line-map.ts'
import { parseToml } from '../manifest/toml/parse-toml.ts'
import type { TomlTable } from '../manifest/toml/toml-node.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Case } from './case.ts'
import { refusePatterns } from './case-patterns.ts'
import { convertValue, keySpan, refuseUnknownKeys } from './case-table.ts'
import { type ReportCaseProblem as Report, readCaseGrants, readWithheld } from './read-case-grants.ts'
import { readExpectation } from './read-expectation.ts'
import { readCassettePath, readReplies } from './replies/read-replies.ts'

export interface CaseReading {
  /** Absent when there are findings. */
  readonly entry?: Case
  readonly findings: readonly Finding[]
}

const CASE_KEYS = ['tool', 'input', 'input_json', 'grants', 'without', 'replies', 'cassette', 'expect']

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
  refusePatterns(root, report)
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
  if (input && text) report('"input" and "input_json" exclude each other', keySpan(text))
  if (text) {
    const isJson = text.value.kind === 'string' && canonicalJson(text.value.value) !== undefined
    if (!isJson) report('"input_json" must be JSON text', text.value)
    return isJson && text.value.kind === 'string' ? text.value.value : '{}'
  }
  return input ? exactJsonText(convertValue(input.value, report)) : '{}'
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
