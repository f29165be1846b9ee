import type { Footprint } from '../component/component-facts.ts'
import type { Finding } from '../finding.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'

/** How one case or smoke call went. No times: the same plugin gives the same report. */
export interface CaseReport {
  readonly kind: 'case' | 'smoke'
  /** The case's file; null for a smoke call. */
  readonly file: string | null
  readonly tool: string
  readonly status: 'passed' | 'failed' | 'not-exercised'
  /** One line per difference: where, expected, received. */
  readonly differences: readonly string[]
  readonly fuel: number
  readonly memoryPages: number
  readonly hostCalls: number
}

/** Everything a reporter needs to know of one checked plugin. */
export interface CheckReport {
  readonly plugin: LoadedPlugin
  readonly findings: readonly Finding[]
  readonly cases: readonly CaseReport[]
  readonly footprint: Footprint | null
  /** Id of the host revision whose limits were applied. */
  readonly hostRevision: string
  /** Fuel that one call may use, for the share shown beside a figure. */
  readonly fuelPerCall: number
  /** False with `--static`: no guest code ran. */
  readonly wasExercised: boolean
}

/** True when nothing in the report is an error. */
export function isAccepted(report: CheckReport): boolean {
  return report.findings.every(finding => finding.severity !== 'error')
}
