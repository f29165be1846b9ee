import { readPackageFiles } from '../../../src/package/read-store-package.ts'
import { toFiles } from '../case-inputs.ts'
import { accepted, type Judge, rejected } from '../conformance-case.ts'

/** What discovery makes of the files of a package. */
export const judgeManifest: Judge = input => {
  const files = toFiles(input)
  if (!files) return undefined
  const outcome = readPackageFiles(files, { source: 'project', path: 'x', label: 'x' })
  if (outcome.ok) return accepted({ digest: outcome.package.digest })
  const { kind, phase, message } = outcome.diagnostic
  return rejected({ kind, phase, detail: message })
}
