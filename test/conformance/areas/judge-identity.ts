import { parseIdentity } from '../../../src/grants/identity.ts'
import { isSafeId } from '../../../src/manifest/names.ts'
import { pick } from '../case-inputs.ts'
import { accepted, type Judge, rejected, verdictOf } from '../conformance-case.ts'

/** `enablement_id` is a whole identity, `local_id` only the part after the colon. */
export const judgeIdentity: Judge = input => {
  if (typeof input.local_id === 'string') return verdictOf(isSafeId(input.local_id))
  const id = pick(input, 'enablement_id', 'id', 'identity', 'reference')
  if (typeof id !== 'string') return undefined
  const reading = parseIdentity(id)
  if (reading.ok) return accepted()
  const kind = reading.problem === 'unqualified' ? 'ambiguous' : 'malformed'
  return rejected({ kind, phase: 'resolution', detail: reading.problem })
}
