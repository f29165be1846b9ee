import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, futimesSync, openSync, readFileSync } from 'node:fs'

const HASH_BYTES = 32
const MAX_ENTRY_BYTES = 8 * 1024 * 1024

/**
 * Reads a cache entry and marks it as used.
 * @returns what follows its hash; null when there is no such regular file, it is too large, or the hash does not fit
 */
export function readCacheEntry(path: string): Uint8Array | null {
  let file: number
  try {
    // Without O_NONBLOCK, opening a FIFO waits for somebody to write into it.
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch {
    return null
  }
  try {
    const about = fstatSync(file)
    if (!about.isFile() || about.size > MAX_ENTRY_BYTES) return null
    const bytes = readFileSync(file)
    const content = bytes.subarray(HASH_BYTES)
    if (!createHash('sha256').update(content).digest().equals(bytes.subarray(0, HASH_BYTES))) return null
    const now = new Date()
    futimesSync(file, now, now)
    return content
  } catch {
    return null
  } finally {
    closeSync(file)
  }
}
