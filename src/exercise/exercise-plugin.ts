import type { AuthorTrace, CaseReport } from '../check/check-report.ts'
import type { Finding, Place } from '../finding.ts'
import { allowsToolCall } from '../grants/permission.ts'
import type { CallOutcome } from '../host/call-outcome.ts'
import type { Manifest, Tool } from '../manifest/manifest.ts'
import type { Case } from './case.ts'
import { caseFailed, caseForUnknownTool, caseNotRun, caseUnusable, grantsUnusable } from './case-findings.ts'
import type { MissingExchange } from './cassette/replay.ts'
import { faultLine } from './fault-line.ts'
import { judgeCase } from './judge-case.ts'
import type { FilesAfterCall } from './judge-files.ts'
import { judgeSmokeCall } from './judge-smoke-call.ts'
import { missingExchange, missingLines, unusedReply } from './replies/answer-findings.ts'
import type { Reply } from './replies/reply.ts'
import { smokeInput } from './smoke-input.ts'

/** A call that was never made: what the case asks for cannot be arranged. `unusable` ends a sentence. */
export interface UnusableCall {
  readonly unusable: string
}

/**
 * Calls one tool in the embedded host with JSON text, in a fresh instance. Never rejects for what a plugin does.
 * @param entry the case; null for a smoke call
 */
export type CallTool = (
  tool: string,
  inputJson: string,
  entry: Case | null,
) => Promise<CallResult | UnusableCall>

/** How a call ended, what it left in the files that its case names, and how its host calls were answered. */
export type CallResult = CallOutcome & {
  readonly files?: FilesAfterCall
  /** Host calls that nothing answered. */
  readonly missing?: readonly MissingExchange[]
  readonly unusedReplies?: readonly Reply[]
  /** What the guest left for its author. */
  readonly author?: AuthorTrace
}

/** Runs the work of every item; results are in the order of the items. */
export type RunAll = <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
) => Promise<Result[]>

export interface Exercise {
  readonly findings: readonly Finding[]
  readonly reports: readonly CaseReport[]
}

/** What is exercised: the declared tools and where their names stand in plugin.toml. */
export interface ExerciseSubject {
  readonly manifest: Manifest
  readonly locateTool: (index: number) => Place
  /** Whether tools without a case get a smoke call; they do unless this is false. */
  readonly hasSmokeCalls?: boolean
  /** What to type to record the host calls of a case. */
  readonly recordCommand: (entry: Case) => string
}

/** What one call came to. */
interface Judged {
  readonly report?: CaseReport
  readonly findings: readonly Finding[]
}

/** Runs every case, then a smoke call for each tool without a case that plugin.toml requests. Reports and findings are in the order of the files. */
export async function exercisePlugin(
  subject: ExerciseSubject,
  cases: readonly Case[],
  callTool: CallTool,
  runAll: RunAll = runInOrder,
): Promise<Exercise> {
  const { tools, permissions } = subject.manifest
  const smoke = tools
    .map((tool, index) => ({ tool, at: subject.locateTool(index) }))
    .filter(({ tool }) => subject.hasSmokeCalls !== false && !cases.some(entry => entry.tool === tool.name))
    // A rule speaks of the permission that is missing, and no grant could make up for it.
    .filter(({ tool }) => allowsToolCall(permissions, tool))
  const work = [
    ...cases.map(entry => () => runCase(entry, subject, callTool)),
    ...smoke.map(
      ({ tool, at }) =>
        () =>
          runSmokeCall(tool, at, callTool),
    ),
  ]
  const judged = await runAll(work, run => run())
  return {
    findings: judged.flatMap(({ findings }) => findings),
    reports: judged.flatMap(({ report }) => report ?? []),
  }
}

/** One after the other. */
async function runInOrder<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(await work(item))
  return results
}

async function runCase(entry: Case, subject: ExerciseSubject, callTool: CallTool): Promise<Judged> {
  const names = subject.manifest.tools.map(tool => tool.name)
  if (!names.includes(entry.tool)) return { findings: [caseForUnknownTool(entry, names)] }
  const outcome = await callTool(entry.tool, entry.inputJson, entry)
  if ('unusable' in outcome) return unusableCase(entry, outcome.unusable)
  const author = outcome.author ?? SILENT
  const base = {
    kind: 'case' as const,
    file: entry.file,
    tool: entry.tool,
    ...meters(outcome),
    ...author,
    ...(outcome.notes && { notes: outcome.notes }),
  }
  if (outcome.status === 'runner-cannot') {
    const finding = caseNotRun(entry, outcome.message)
    return {
      findings: [finding],
      report: { ...base, status: 'not-exercised', differences: [finding.message] },
    }
  }
  if (outcome.missing && outcome.missing.length > 0) {
    const differences = missingLines(outcome.missing, subject.recordCommand(entry))
    const finding = missingExchange(entry, outcome.missing, subject.recordCommand(entry))
    return { findings: [finding], report: { ...base, status: 'failed', differences } }
  }
  const unused = outcome.status === 'ok' ? (outcome.unusedReplies ?? []).map(unusedReply) : []
  const differences = judgeCase(entry.expect, outcome, outcome.files)
  if (differences.length === 0)
    return { findings: unused, report: { ...base, status: 'passed', differences } }
  const findings = [caseFailed(entry, [...differences, ...faultLine(author)]), ...unused]
  return { findings, report: { ...base, status: 'failed', differences } }
}

function unusableCase(entry: Case, problem: string): Judged {
  const finding = caseUnusable(entry, problem)
  const report = { kind: 'case' as const, file: entry.file, tool: entry.tool, ...NO_USE, ...SILENT }
  return { findings: [finding], report: { ...report, status: 'failed', differences: [finding.message] } }
}

const NO_USE = { fuel: 0, memoryPages: 0, hostCalls: 0 }
const SILENT: AuthorTrace = { printed: [], fault: null }

async function runSmokeCall(tool: Tool, at: Place, callTool: CallTool): Promise<Judged> {
  const outcome = await callTool(tool.name, smokeInput(tool.input_schema), null)
  if ('unusable' in outcome) return { findings: [grantsUnusable(tool.name, outcome.unusable, at)] }
  const author = outcome.author ?? SILENT
  const finding = judgeSmokeCall(tool.name, outcome, { at, fault: author.fault })
  const hasRun = outcome.status === 'ok'
  const isHeld = finding !== undefined && finding.severity !== 'note'
  const status = isHeld ? 'failed' : hasRun ? 'passed' : 'not-exercised'
  const differences = finding === undefined || status === 'passed' ? [] : [finding.message]
  return {
    findings: finding === undefined ? [] : [finding],
    report: {
      kind: 'smoke',
      file: null,
      tool: tool.name,
      status,
      differences,
      ...meters(outcome),
      ...author,
    },
  }
}

function meters(outcome: CallOutcome): Pick<CaseReport, 'fuel' | 'memoryPages' | 'hostCalls'> {
  const { fuel, memoryPages, hostCalls } = outcome.meters
  return { fuel, memoryPages, hostCalls }
}
