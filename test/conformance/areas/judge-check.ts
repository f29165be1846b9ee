import { judgePackage } from '../../../src/package/host-verdict.ts'
import { readPackageFiles } from '../../../src/package/read-store-package.ts'
import { toFiles } from '../case-inputs.ts'
import { type Judge, rejected, verdictOf } from '../conformance-case.ts'

/** The host's static verdict: anything but `rejected` is accepted. */
export const judgeCheck: Judge = input => {
  const files = toFiles(input)
  if (!files) return undefined
  const outcome = readPackageFiles(files, { source: 'project', path: 'x', label: 'x' })
  if (!outcome.ok) {
    const { kind, phase, message } = outcome.diagnostic
    return rejected({ kind, phase, status: 'rejected', detail: message })
  }
  const { status, diagnostics } = judgePackage(outcome.package, files)
  const [first] = diagnostics
  return {
    ...verdictOf(status !== 'rejected', first?.message),
    status,
    ...(first && { kind: first.kind, phase: first.phase }),
  }
}
