import { createHash } from 'node:crypto'
import { sortByPath } from './compare-paths.ts'
import type { PackageFiles } from './loaded-plugin.ts'

const DOMAIN = 'yoi-plugin-package-digest-v1\0'

/** What the digest needs to know of one file: its length in bytes and the raw 32 bytes of its SHA-256. */
export interface FileHash {
  readonly byteLength: number
  readonly sha256: Uint8Array
}

/**
 * The identity of a package's contents; archive metadata plays no part, so a folder and its archive agree.
 * @returns `sha256:` and 64 lower-case hex digits
 * @source host contract 3
 */
export function packageDigest(files: PackageFiles): string {
  const hashes = new Map<string, FileHash>()
  for (const [path, content] of files)
    hashes.set(path, {
      byteLength: content.byteLength,
      sha256: createHash('sha256').update(content).digest(),
    })
  return digestOfHashes(hashes)
}

/** The same digest from hashes of files that were never held in memory together; any order of paths. */
export function digestOfHashes(files: ReadonlyMap<string, FileHash>): string {
  const hash = createHash('sha256').update(DOMAIN)
  for (const [path, { byteLength, sha256 }] of sortByPath(files)) {
    const length = Buffer.alloc(8)
    length.writeBigUInt64BE(BigInt(byteLength))
    hash.update(path, 'utf8').update('\0').update(length).update(sha256)
  }
  return `sha256:${hash.digest('hex')}`
}
