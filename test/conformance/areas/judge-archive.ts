import { readStorePackage } from '../../../src/package/read-store-package.ts'
import { accepted, type Judge, rejected } from '../conformance-case.ts'

/** The archive, then its manifest. */
export const judgeArchive: Judge = input => {
  if (typeof input.zip_base64 !== 'string') return undefined
  const origin = { source: 'project', path: 'x.yoi-plugin', label: 'x.yoi-plugin' } as const
  const outcome = readStorePackage(Buffer.from(input.zip_base64, 'base64'), origin)
  if (outcome.ok) return accepted({ digest: outcome.package.digest })
  const { kind, phase, message } = outcome.diagnostic
  return rejected({ kind, phase, detail: message })
}
