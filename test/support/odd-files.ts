import { execFileSync } from 'node:child_process'
import { closeSync, ftruncateSync, openSync } from 'node:fs'

export const ONE_GIGABYTE = 1024 ** 3

/** A file that claims a size and holds nothing. */
export function makeSparseFile(path: string, byteLength = ONE_GIGABYTE): void {
  const descriptor = openSync(path, 'w')
  ftruncateSync(descriptor, byteLength)
  closeSync(descriptor)
}

/** A pipe that nobody writes to: whoever opens it carelessly waits for ever. */
export function makeFifo(path: string): void {
  execFileSync('mkfifo', [path])
}
