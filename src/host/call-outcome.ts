import type { HostDiagnosticKind, HostPhase } from '../contract/diagnostics.ts'
import type { Denial } from '../grants/denial.ts'
import type { CallTrace } from './call-trace.ts'

/** A tool's answer after the host's decoding. @source host contract 6.7 */
export interface ToolOutput {
  readonly summary: string
  readonly content: string | null
}

/** What a call used. Fuel is in the host's units, memory in 64 KiB pages, wall time in milliseconds. */
export interface CallMeters {
  readonly fuel: number
  readonly memoryPages: number
  readonly wallMs: number
  readonly hostCalls: number
}

/**
 * Limits that end a call, with their units: wall in milliseconds, memory in 64 KiB pages, input, output, summary and content in
 * bytes, the others are counts. What a guest prints beyond its limit ends nothing and is told as a note.
 */
export const LIMIT_NAMES = [
  'wall',
  'fuel',
  'memory',
  'table',
  'core-instances',
  'memories',
  'tables',
  'input',
  'output',
  'summary',
  'content',
  'host-calls',
] as const

export type LimitName = (typeof LIMIT_NAMES)[number]

/** A limit that was reached. `value` is what was asked for or counted, `most` what is allowed, both in the limit's unit. */
export interface ReachedLimit {
  readonly limit: LimitName
  readonly value: number
  readonly most: number
}

/** The words of the host's own diagnostic. @source host contract 1.9 */
export interface HostClass {
  readonly kind: HostDiagnosticKind
  readonly phase: HostPhase
}

/** How one tool call ended. A failure is a value, never an exception. `message` is bounded and safe to print. */
export type CallOutcome = CallNotes & CallEnd

/** For the author only, neither the guest nor the model sees it: sentences about what host calls did; absent when there are none. */
export interface CallNotes {
  readonly notes?: readonly string[]
  /** What the guest left for its author; absent when it left nothing. */
  readonly trace?: CallTrace
}

type CallEnd =
  | { readonly status: 'ok'; readonly output: ToolOutput; readonly meters: CallMeters }
  | {
      readonly status: 'trap'
      readonly message: string
      /** The host call that failed and so ended the call, e.g. `fs.read`; absent when the guest broke a rule. */
      readonly hostCall?: string
      readonly meters: CallMeters
    }
  | (ReachedLimit & { readonly status: 'limit'; readonly message: string; readonly meters: CallMeters })
  | { readonly status: 'bad-output'; readonly message: string; readonly meters: CallMeters }
  | { readonly status: 'bad-input'; readonly message: string; readonly meters: CallMeters }
  | {
      readonly status: 'denied'
      readonly label: string
      readonly message: string
      /** What was attempted, declared and granted, and what would allow it. */
      readonly denial?: Denial
      readonly meters: CallMeters
    }
  | {
      readonly status: 'load-refused'
      readonly message: string
      /** How the host classifies it, where it does: a file that was swapped is `digest`, `resolution`. */
      readonly host?: HostClass
      readonly meters: CallMeters
    }
  | {
      readonly status: 'unanswered'
      /** What was asked, and what to type so that it is answered. */
      readonly message: string
      /** The host call that was allowed, but neither network nor stand-in could answer, e.g. `request.request`. */
      readonly hostCall: string
      readonly meters: CallMeters
    }
  | { readonly status: 'runner-cannot'; readonly message: string; readonly meters: CallMeters }
