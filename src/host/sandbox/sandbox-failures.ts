import type { Failure } from './guest-failure.ts'

/** How a call ends whose time is over, waiting and loading included. */
export function wallFailure(deadlineMs: number): Failure {
  const message = `the call took more than ${deadlineMs} ms`
  return { kind: 'limit', limit: 'wall', value: deadlineMs, most: deadlineMs, message }
}
