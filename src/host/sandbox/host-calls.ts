import type { Failure } from './guest-failure.ts'

export interface HostCall {
  readonly interface: string
  readonly function: string
  readonly args: readonly (string | number)[]
}

export type HostAnswer = HostNotes &
  ({ readonly ok: true; readonly value: string | number } | { readonly ok: false; readonly failure: Failure })

/** What the author is told besides; the guest never sees it. One sentence each, escaped and redacted. */
export interface HostNotes {
  readonly notes?: readonly string[]
}

/** Decides and answers one host call of a guest. `signal` fires when the call that made it is over. Must not reject. */
export type HostCallHandler = (call: HostCall, signal: AbortSignal) => Promise<HostAnswer>
