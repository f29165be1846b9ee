import type { CallTrace } from '../call-trace.ts'
import type { Failure } from './guest-failure.ts'
import type { Usage } from './messages.ts'

/** How a call in a sandbox ended. */
export type SandboxResult = (CallAccount & { readonly ok: true; readonly output: Uint8Array }) | FailedResult

export type FailedResult = CallAccount & { readonly ok: false; readonly failure: Failure }

/** `notes` are what host calls had to tell the author, each once. */
interface CallAccount {
  readonly usage: Usage
  readonly hostCalls: number
  readonly notes: readonly string[]
  /** What the guest left for its author; null when nothing, or when its process was killed. */
  readonly trace: CallTrace | null
}
