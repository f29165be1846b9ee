import type { Authorization } from '../grants/authorize.ts'
import { denialMessage, describeDenial } from '../grants/denial.ts'
import type { Authority } from '../grants/grants.ts'
import type { Failure } from './sandbox/guest-failure.ts'

/** How a host call ends that may not be made. @param operation a phrase such as `call fs.read`, escaped */
export function deniedCall(
  authority: Authority,
  authorization: Extract<Authorization, { allowed: false }>,
  operation: string,
): Failure {
  const denial = describeDenial(authority, authorization, { operation, stage: 'call' })
  return { kind: 'denied', label: denial.label, message: denialMessage(denial), denial }
}
