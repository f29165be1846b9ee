import type { Denial } from '../../grants/denial.ts'
import type { HostClass, LimitName, ReachedLimit } from '../call-outcome.ts'

/**
 * Why a component could not be loaded or a call did not return. Plain data: it crosses the process boundary.
 * - `refused`: the component is not what the host would run
 * - `runner-cannot`: the host might run it, this runner cannot
 * - `limit`: a bound of the host revision or of the call was reached
 * - `trap`: the guest broke a rule of WebAssembly or of the canonical ABI, or a host call failed
 * - `denied`: a host call was refused
 * - `unanswered`: a host call is allowed, but the run has no network and nothing that stands in for it
 */
export type Failure =
  | { readonly kind: 'refused'; readonly message: string; readonly host?: HostClass }
  | { readonly kind: 'runner-cannot'; readonly message: string }
  | {
      readonly kind: 'trap'
      readonly message: string
      /** The host call that failed and so ended the call, e.g. `fs.read`; absent when the guest broke a rule. */
      readonly hostCall?: string
    }
  | { readonly kind: 'unanswered'; readonly hostCall: string; readonly message: string }
  | (ReachedLimit & { readonly kind: 'limit'; readonly message: string })
  | {
      readonly kind: 'denied'
      readonly label: string
      readonly message: string
      readonly denial?: Denial
    }

/** Carries a `Failure` up the stack, also through WebAssembly frames, which cannot catch it. */
export class GuestFailure extends Error {
  override readonly name = 'GuestFailure'

  constructor(readonly failure: Failure) {
    super(failure.message)
  }
}

/** The guest broke a rule; its instance must not be used again. */
export function trap(message: string): never {
  throw new GuestFailure({ kind: 'trap', message })
}

export function refuse(message: string): never {
  throw new GuestFailure({ kind: 'refused', message })
}

/** A bound was passed. @param reached what was asked for or counted, and the most that is allowed */
export function exceed(
  limit: LimitName,
  { value, most }: { readonly value: number; readonly most: number },
  message: string,
): never {
  throw new GuestFailure({ kind: 'limit', limit, value, most, message })
}
