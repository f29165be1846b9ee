import type { Failure } from './guest-failure.ts'
import type { HostAnswer } from './host-calls.ts'

/** How a call ends whose sandbox is closed. */
export const CLOSED: Failure = { kind: 'runner-cannot', message: 'the sandbox is closed' }

/** How a call ends whose time is over, waiting and loading included. */
export function wallFailure(deadlineMs: number): Failure {
  const message = `the call took more than ${deadlineMs} ms`
  return { kind: 'limit', limit: 'wall', value: deadlineMs, most: deadlineMs, message }
}

/** The answer to a host call beyond the most that one call may make. */
export function hostCallsFailure(maxHostCalls: number): HostAnswer {
  const message = `the call made more than ${maxHostCalls} host calls`
  const reached = { limit: 'host-calls', value: maxHostCalls + 1, most: maxHostCalls } as const
  return { ok: false, failure: { kind: 'limit', ...reached, message } }
}
