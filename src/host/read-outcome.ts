import { boundMessage } from './bound-message.ts'
import type { CallMeters, CallOutcome } from './call-outcome.ts'
import { decodeToolOutput } from './decode-tool-output.ts'
import { redactMessage } from './redact-message.ts'
import type { Failure } from './sandbox/guest-failure.ts'

/** Decodes what the guest returned. @source host contract 6.7 */
export function outcomeOfOutput(output: Uint8Array, meters: CallMeters): CallOutcome {
  const decoded = decodeToolOutput(output)
  if (decoded.ok) return { status: 'ok', output: decoded.output, meters }
  const message = messageOf(decoded)
  if (decoded.reached !== undefined) return { status: 'limit', ...decoded.reached, message, meters }
  return { status: 'bad-output', message, meters }
}

export function outcomeOfFailure(failure: Failure, meters: CallMeters): CallOutcome {
  const message = messageOf(failure)
  switch (failure.kind) {
    case 'refused':
      return { status: 'load-refused', message, ...(failure.host && { host: failure.host }), meters }
    case 'limit':
      return {
        status: 'limit',
        limit: failure.limit,
        value: failure.value,
        most: failure.most,
        message,
        meters,
      }
    case 'denied':
      return {
        status: 'denied',
        label: failure.label,
        message,
        ...(failure.denial && { denial: failure.denial }),
        meters,
      }
    case 'trap':
      return { status: 'trap', message, ...(failure.hostCall && { hostCall: failure.hostCall }), meters }
    case 'unanswered':
      return { status: 'unanswered', message, hostCall: failure.hostCall, meters }
    default:
      return { status: failure.kind, message, meters }
  }
}

/** Redacted before it is cut, so that no part of a secret is left. */
function messageOf({ message }: { readonly message: string }): string {
  return boundMessage(redactMessage(message))
}
