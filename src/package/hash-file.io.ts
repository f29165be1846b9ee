import { createHash } from 'node:crypto'
import { closeSync, readSync } from 'node:fs'
import type { FileHash } from './digest.ts'
import { readInside } from './folder-inside.io.ts'
import { type FileProblem, openRegularFile, osReason } from './read-file.io.ts'

export type Hashing =
  | { readonly ok: true; readonly hash: FileHash }
  | { readonly ok: false; readonly problem: FileProblem }

const CHUNK_BYTES = 256 * 1024

/** SHA-256 of a regular file of at most `limitBytes`, read in pieces, following no link at its end. Never throws. */
export function hashFileNoFollow(path: string | Buffer, limitBytes: number): Hashing {
  const file = openRegularFile(path)
  if (!file.ok) return file
  try {
    const hash = createHash('sha256')
    const chunk = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, file.byteLength + 1))
    let byteLength = 0
    for (;;) {
      if (Math.max(byteLength, file.byteLength) > limitBytes)
        return {
          ok: false,
          problem: { kind: 'too-large', byteLength: Math.max(byteLength, file.byteLength) },
        }
      const count = readSync(file.descriptor, chunk, 0, chunk.byteLength, null)
      if (count === 0) return { ok: true, hash: { byteLength, sha256: hash.digest() } }
      hash.update(chunk.subarray(0, count))
      byteLength += count
    }
  } catch (error) {
    return { ok: false, problem: { kind: 'unreadable', reason: osReason(error) } }
  } finally {
    closeSync(file.descriptor)
  }
}

/** The same for a path inside `root` (contract 1.4, with `/`), following no link on the way. */
export function hashFileInside(root: string, path: string, limitBytes: number): Hashing {
  return readInside(root, path, file => hashFileNoFollow(file, limitBytes))
}
