import { digestsMatch } from '../../../src/grants/bind-grants.ts'
import { packageDigest } from '../../../src/package/digest.ts'
import { toFiles } from '../case-inputs.ts'
import { accepted, type Judge, rejected } from '../conformance-case.ts'

/** The digest of files, or a pin against an actual digest. */
export const judgeDigest: Judge = input => {
  if (typeof input.pin === 'string' && typeof input.actual === 'string')
    return digestsMatch(input.pin, input.actual)
      ? accepted()
      : rejected({ kind: 'digest', phase: 'resolution' })
  const files = toFiles(input)
  return files && accepted({ digest: packageDigest(files) })
}
