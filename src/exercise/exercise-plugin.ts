import type { CaseReport } from '../check/check-report.ts'
import type { Finding, Place } from '../finding.ts'
import type { CallOutcome } from '../host/call-outcome.ts'
import type { Manifest, Tool } from '../manifest/manifest.ts'
import type { Case } from './case.ts'
import { caseFailed, caseForUnknownTool } from './case-findings.ts'
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
  const findings: Finding[] = []
  const reports: CaseReport[] = []
  for (const entry of cases) {
    if (!tools.some(tool => tool.name === entry.tool)) {
      findings.push(
        caseForUnknownTool(
          entry,
          tools.map(tool => tool.name),
        ),
      )
      continue
    }
    const outcome = await callTool(entry.tool, entry.inputJson)
    const differences = judgeCase(entry.expect, outcome)
    reports.push(caseReport(entry, outcome, differences))
    if (differences.length > 0) findings.push(caseFailed(entry, differences))
  }
  for (const [index, tool] of tools.entries()) {
    if (cases.some(entry => entry.tool === tool.name)) continue
    const outcome = await callTool(tool.name, smokeInput(tool.input_schema))
    const finding = judgeSmokeCall(tool.name, outcome, subject.locateTool(index))
    reports.push(smokeReport(tool, outcome, finding))
    if (finding) findings.push(finding)
  }
  return { findings, reports }
}

function caseReport(entry: Case, outcome: CallOutcome, differences: readonly string[]): CaseReport {
  const status = differences.length === 0 ? 'passed' : 'failed'
  return { kind: 'case', file: entry.file, tool: entry.tool, status, differences, ...meters(outcome) }
}

function smokeReport(tool: Tool, outcome: CallOutcome, finding: Finding | undefined): CaseReport {
  const status = finding === undefined ? 'passed' : finding.severity === 'note' ? 'not-exercised' : 'failed'
  const differences = finding === undefined ? [] : [finding.message]
  return { kind: 'smoke', file: null, tool: tool.name, status, differences, ...meters(outcome) }
}

function meters(outcome: CallOutcome): Pick<CaseReport, 'fuel' | 'memoryPages' | 'hostCalls'> {
  const { fuel, memoryPages, hostCalls } = outcome.meters
  return { fuel, memoryPages, hostCalls }
}
