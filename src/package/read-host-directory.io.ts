import { PACKAGE_LIMITS, type PackageLimits } from '../contract/limits.ts'
import { MANIFEST_FILE } from '../contract/names.ts'
import type { Finding } from '../finding.ts'
import { sortByPath } from './compare-paths.ts'
import { digestOfHashes, type FileHash } from './digest.ts'
import { explainFileProblem } from './file-problem.ts'
import { hashFileNoFollow } from './hash-file.io.ts'
import type { PackageReading } from './package-reading.ts'
import { readFileNoFollow } from './read-file.io.ts'
import { walkHostDirectory } from './walk-host-directory.io.ts'

export type DirectoryDigest =
  | { readonly ok: true; readonly digest: string }
  | { readonly ok: false; readonly refusal: Finding }

/** Reads every file that the host's own packer would take; stops at its first problem, as the host does. */
export function readHostDirectory(
  root: string,
  limits: PackageLimits,
): Omit<PackageReading, 'inputKind' | 'inputPath'> {
  const files = new Map<string, Uint8Array>()
  const refusal = walkHostDirectory(
    root,
    (path, absolutePath) => {
      const file = readFileNoFollow(absolutePath, limits.fileBytes)
      if (!file.ok) return explainFileProblem(path, file.problem, limits)
      files.set(path, file.bytes)
      return file.bytes.byteLength
    },
    limits,
  )
  if (refusal)
    return { files: new Map(), isWhole: false, unread: new Set([MANIFEST_FILE]), findings: [refusal] }
  return { files: sortByPath(files), isWhole: true, unread: new Set(), findings: [] }
}

/**
 * The digest of everything in a folder, with one piece of one file in memory at a time.
 * @source host contract 2.4, 3
 */
export function digestHostDirectory(root: string, limits: PackageLimits = PACKAGE_LIMITS): DirectoryDigest {
  const hashes = new Map<string, FileHash>()
  const refusal = walkHostDirectory(
    root,
    (path, absolutePath) => {
      const file = hashFileNoFollow(absolutePath, limits.fileBytes)
      if (!file.ok) return explainFileProblem(path, file.problem, limits)
      hashes.set(path, file.hash)
      return file.hash.byteLength
    },
    limits,
  )
  return refusal ? { ok: false, refusal } : { ok: true, digest: digestOfHashes(hashes) }
}
