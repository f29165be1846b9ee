import { readStorePackage } from '../../../src/package/read-store-package.ts'
import { accepted, type CaseInput, type Judge, rejected } from '../conformance-case.ts'
import { type ArchiveSpec, makeArchive } from '../make-archive.ts'

/** The archive, as bytes (`zip_base64`) or to be made (`zip`); then its manifest. */
export const judgeArchive: Judge = input => {
  const bytes = bytesOf(input)
  if (!bytes) return undefined
  const origin = { source: 'project', path: 'x.yoi-plugin', label: 'x.yoi-plugin' } as const
  const outcome = readStorePackage(bytes, origin)
  if (outcome.ok) return accepted({ digest: outcome.package.digest })
  const { kind, phase, message } = outcome.diagnostic
  return rejected({ kind, phase, detail: message })
}

function bytesOf({ zip_base64, zip }: CaseInput): Uint8Array | undefined {
  if (typeof zip_base64 === 'string') return Buffer.from(zip_base64, 'base64')
  return zip === undefined ? undefined : makeArchive(zip as ArchiveSpec)
}
