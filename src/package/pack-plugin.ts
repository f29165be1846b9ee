import { PACKAGE_LIMITS, type PackageLimits } from '../contract/limits.ts'
import { PACKAGE_EXTENSION } from '../contract/names.ts'
import type { Finding } from '../finding.ts'
import { packageDigest } from './digest.ts'
import type { PackageFiles } from './loaded-plugin.ts'
import { readArchive } from './zip/read-archive.ts'
import { writeArchive } from './zip/write-archive.ts'

export type PackResult =
  | {
      readonly ok: true
      readonly bytes: Uint8Array
      /** Of the contents, as the host computes it. */
      readonly digest: string
      /** `<id>-<version>.yoi-plugin` */
      readonly fileName: string
    }
  | { readonly ok: false; readonly refusal: Finding }

/** Characters of a version that a file name takes; longer versions are cut. */
const MAX_VERSION_LENGTH = 64

/**
 * Makes the archive of a plugin from the very bytes that were checked. Writes nothing.
 * @param identity of the manifest; `id` must be a safe id (contract 1.4)
 * @source host contract 2.3, design 3
 */
export function packPlugin(
  files: PackageFiles,
  identity: { readonly id: string; readonly version: string },
  limits: PackageLimits = PACKAGE_LIMITS,
): PackResult {
  const writing = writeArchive(files, { limits })
  if (!writing.ok) return writing
  const reading = readArchive(writing.bytes, limits)
  if (!reading.ok) return reading
  return {
    ok: true,
    bytes: writing.bytes,
    digest: packageDigest(reading.files),
    fileName: packageFileName(identity.id, identity.version),
  }
}

/** A file name that stands for nothing but itself, whatever the version is. @source design 3 */
export function packageFileName(id: string, version: string): string {
  const safeVersion = version.replace(/[^A-Za-z0-9._+-]/gu, '-').slice(0, MAX_VERSION_LENGTH)
  return `${id}-${safeVersion}.${PACKAGE_EXTENSION}`
}
