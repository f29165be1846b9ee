import type { Footprint } from '../component/component-facts.ts'
import type { PackageLimits } from '../contract/limits.ts'
import type { Finding, Place } from '../finding.ts'
import type { PackageFiles, PluginWithFacts } from '../package/loaded-plugin.ts'

/** What a guest left for its author; the texts are the guest's. */
export interface AuthorTrace {
  /** What it printed with `console`, in order. */
  readonly printed: readonly { readonly level: string; readonly text: string }[]
  /** What it threw last, or where it was when its call was ended (`message` is null then). */
  readonly fault: {
    readonly message: string | null
    /** Null when the sources of these very bytes are not known: of a package file, or after another build. */
    readonly at: Place | null
  } | null
}

/** How one case or smoke call went. No times: the same plugin gives the same report. */
export interface CaseReport extends AuthorTrace {
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
  /** What host calls had to tell the author; absent when there is nothing. */
  readonly notes?: readonly string[]
}

/** A finding that the project does not want to see, and why. */
export interface SuppressedFinding {
  readonly finding: Finding
  /** A comment in plugin.toml, or [rules] in yoi-plugin.toml. */
  readonly by: 'comment' | 'settings'
  /** As the project states it, escaped. */
  readonly reason: string
  /** The comment or the setting. */
  readonly at: Place
}

/** Everything a reporter needs to know of one checked plugin. */
export interface CheckReport {
  readonly plugin: PluginWithFacts
  readonly findings: readonly Finding[]
  /** Files of the project beside the packaged ones to whose lines findings point, by their paths; absent when there are none. */
  readonly sources?: PackageFiles
  /** What was left out of `findings`; none with `--no-config`. */
  readonly suppressed: readonly SuppressedFinding[]
  readonly cases: readonly CaseReport[]
  readonly footprint: Footprint | null
  /** Id of the host revision whose limits were applied. */
  readonly hostRevision: string
  /** Ids of the host revisions to whose limits the component keeps. */
  readonly acceptedBy: readonly string[]
  /** Bounds of a package for that revision. */
  readonly packageLimits: PackageLimits
  /** Fuel that one call may use, for the share shown beside a figure. */
  readonly fuelPerCall: number
  /** False with `--static`: no guest code ran. */
  readonly wasExercised: boolean
}

/** True when nothing in the report is an error. */
export function isAccepted(report: CheckReport): boolean {
  return report.findings.every(finding => finding.severity !== 'error')
}
