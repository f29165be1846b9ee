import type { Authorization } from '../grants/authorize.ts'
import { type Attempt, denialMessage, describeDenial } from '../grants/denial.ts'
import type { Authority } from '../grants/grants.ts'
import type { Failure } from './sandbox/guest-failure.ts'

/** How what may not be done ends. */
export function deniedAttempt(
  authority: Authority,
  authorization: Extract<Authorization, { allowed: false }>,
  attempt: Attempt,
): Failure {
  const denial = describeDenial(authority, authorization, attempt)
  return { kind: 'denied', label: denial.label, message: denialMessage(denial), denial }
}

/** The same for a host call. @param operation a phrase such as `call fs.read`, escaped */
export function deniedCall(
  authority: Authority,
  authorization: Extract<Authorization, { allowed: false }>,
  operation: string,
): Failure {
  return deniedAttempt(authority, authorization, { operation, stage: 'call' })
}
