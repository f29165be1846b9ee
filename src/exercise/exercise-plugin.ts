import type { CaseReport } from '../check/check-report.ts'
import type { Finding, Place } from '../finding.ts'
import type { CallOutcome } from '../host/call-outcome.ts'
import type { Manifest, Tool } from '../manifest/manifest.ts'
import type { Case } from './case.ts'
import { caseFailed, caseForUnknownTool, caseNotRun } from './case-findings.ts'
import { judgeCase } from './judge-case.ts'
import { judgeSmokeCall } from './judge-smoke-call.ts'
import { smokeInput } from './smoke-input.ts'

/** Calls one tool in the embedded host with JSON text, in a fresh instance. Never rejects for what a plugin does. */
export type CallTool = (tool: string, inputJson: string) => Promise<CallOutcome>

export interface Exercise {
  readonly findings: readonly Finding[]
  readonly reports: readonly CaseReport[]
}

/** What is exercised: the declared tools and where their names stand in plugin.toml. */
export interface ExerciseSubject {
  readonly manifest: Manifest
  readonly locateTool: (index: number) => Place
}

/** What one call came to. */
interface Judged {
  readonly report?: CaseReport
  readonly finding?: Finding | undefined
}

/**
 * Runs every case in file order, then a smoke call for each tool without a case.
 * One call at a time: the report is the same on every machine.
 */
export async function exercisePlugin(
  subject: ExerciseSubject,
  cases: readonly Case[],
  callTool: CallTool,
): Promise<Exercise> {
  const { tools } = subject.manifest
  const judged: Judged[] = []
  for (const entry of cases) judged.push(await runCase(entry, tools, callTool))
  for (const [index, tool] of tools.entries()) {
    if (cases.some(entry => entry.tool === tool.name)) continue
    judged.push(await runSmokeCall(tool, subject.locateTool(index), callTool))
  }
  return {
    findings: judged.flatMap(({ finding }) => finding ?? []),
    reports: judged.flatMap(({ report }) => report ?? []),
  }
}

async function runCase(entry: Case, tools: readonly Tool[], callTool: CallTool): Promise<Judged> {
  const names = tools.map(tool => tool.name)
  if (!names.includes(entry.tool)) return { finding: caseForUnknownTool(entry, names) }
  const outcome = await callTool(entry.tool, entry.inputJson)
  const base = { kind: 'case' as const, file: entry.file, tool: entry.tool, ...meters(outcome) }
  if (outcome.status === 'runner-cannot') {
    const finding = caseNotRun(entry, outcome.message)
    return { finding, report: { ...base, status: 'not-exercised', differences: [finding.message] } }
  }
  const differences = judgeCase(entry.expect, outcome)
  if (differences.length === 0) return { report: { ...base, status: 'passed', differences } }
  return { finding: caseFailed(entry, differences), report: { ...base, status: 'failed', differences } }
}

async function runSmokeCall(tool: Tool, at: Place, callTool: CallTool): Promise<Judged> {
  const outcome = await callTool(tool.name, smokeInput(tool.input_schema))
  const finding = judgeSmokeCall(tool.name, outcome, at)
  const status = finding === undefined ? 'passed' : finding.severity === 'note' ? 'not-exercised' : 'failed'
  const differences = finding === undefined ? [] : [finding.message]
  return {
    finding,
    report: { kind: 'smoke', file: null, tool: tool.name, status, differences, ...meters(outcome) },
  }
}

function meters(outcome: CallOutcome): Pick<CaseReport, 'fuel' | 'memoryPages' | 'hostCalls'> {
  const { fuel, memoryPages, hostCalls } = outcome.meters
  return { fuel, memoryPages, hostCalls }
}
