import { renderFinding } from '../check/reporters/json.ts'
import type { MissingExchange } from '../exercise/cassette/replay.ts'
import type { WrittenCassette } from '../exercise/cassette/write-recordings.io.ts'
import { formatIdentity } from '../grants/identity.ts'
import type { CallOutcome } from '../host/call-outcome.ts'
import { modelText, type PluginReference } from '../host/model-text.ts'
import type { OpenRun } from './open-run.ts'
import { recordingJson } from './record-options.ts'

/** What came of one `run`. */
export interface RunReport extends OpenRun {
  /** As typed. */
  readonly inputPath: string
  /** Null when nothing could be called. */
  readonly tool: string | null
  /** Calls in order; more than one with `--repeat`, none when the plugin cannot be called. */
  readonly outcomes: readonly CallOutcome[]
  /** Host calls of the last call that nothing answered. */
  readonly missing: readonly MissingExchange[]
  /** What to type so that they are recorded. */
  readonly recordCommand: string
  /** Null when nothing was recorded. */
  readonly recording: WrittenCassette | null
}

/** Wall times of repeated calls, in milliseconds. */
export interface WallTimes {
  readonly count: number
  readonly medianMs: number
  readonly leastMs: number
}

export function wallTimesOf(outcomes: readonly CallOutcome[]): WallTimes {
  const sorted = outcomes.map(({ meters }) => meters.wallMs).sort((left, right) => left - right)
  return { count: sorted.length, medianMs: sorted[sorted.length >> 1] ?? 0, leastMs: sorted[0] ?? 0 }
}

/** The plugin as the host names it. */
export function referenceOf({ hosted }: OpenRun): PluginReference | null {
  if (!hosted) return null
  const { identity, digest } = hosted.authority.package
  return { identity: formatIdentity(identity), digest }
}

/** The report as data. @source design 7 */
export function runJson(report: RunReport): object {
  const { inputPath, hosted, source, outcomes, tool, limits, missing, recordCommand, recording } = report
  const reference = referenceOf(report)
  const outcome = outcomes.at(-1)
  return {
    format: 'yoi-plugin/run@1',
    command: 'run',
    status: outcome?.status ?? 'rejected',
    input_path: inputPath,
    package: reference && {
      ref: reference.identity,
      version: hosted?.manifest.version,
      digest: reference.digest,
    },
    tool,
    grants: { source },
    output: outcome?.status === 'ok' ? outcome.output : null,
    error: outcome && outcome.status !== 'ok' ? errorOf(outcome) : null,
    notes: outcome?.notes ?? [],
    ...(outcome ? report.tellAuthor(outcome) : { printed: [], fault: null }),
    unanswered: missing.map(({ lines, nearest }) => ({ lines, nearest })),
    record_command: missing.length === 0 ? null : recordCommand,
    recording: recording && recordingJson(recording),
    model_text: outcome && reference && tool !== null ? modelText(outcome, tool, reference) : null,
    meters: outcome ? metersOf(outcome, limits.fuelPerCall) : null,
    calls: callsOf(outcomes),
    host_revision: limits.id,
    findings: report.findings.map(finding => renderFinding(finding)),
  }
}

function errorOf(outcome: Exclude<CallOutcome, { status: 'ok' }>): object {
  const { meters: _, notes: _notes, trace: _trace, status: kind, ...rest } = outcome
  if (!('denial' in rest) || rest.denial === undefined) return { kind, ...rest }
  const { denial, ...others } = rest
  return { kind, ...others, ...denial }
}

function metersOf({ meters }: CallOutcome, fuelBudget: number): object {
  const { fuel, memoryPages, hostCalls, wallMs } = meters
  return { fuel, fuelBudget, memoryPages, hostCalls, wallMs: round(wallMs) }
}

function callsOf(outcomes: readonly CallOutcome[]): object {
  const { count, medianMs, leastMs } = wallTimesOf(outcomes)
  return { count, wallMsMedian: round(medianMs), wallMsLeast: round(leastMs) }
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000
}
