import { constants, readSync } from 'node:fs'
import { FS_LIMITS } from '../../../contract/limits.ts'
import { isNoFile, isSymlink, missing } from './fs-problem.ts'
import type { HeldFolder } from './held-folder.ts'
import { withOpenFile } from './open-file.io.ts'
import { lookAt } from './os-call.io.ts'

/** The beginning of a file. */
export interface ReadText {
  /** The first 65,536 bytes; what is not UTF-8 among them is replaced, which can make the text longer. */
  readonly content: string
  readonly truncated: boolean
}

/** @param path as messages show it @throws FsProblem @source host contract 7.3, 11.56 */
export function readText(folder: HeldFolder, name: string, path: string): ReadText {
  const seen = lookAt(folder, name, path)
  if (seen === null) throw missing(path)
  if (seen.kind === 'symlink') throw isSymlink(path)
  if (seen.kind !== 'file') throw isNoFile(path, seen.kind, { isFinal: true })
  const buffer = Buffer.allocUnsafe(FS_LIMITS.readBytes + 1)
  const length = withOpenFile({ folder, name, path, seen, flags: constants.O_RDONLY }, descriptor =>
    fill(descriptor, buffer),
  )
  return {
    content: buffer.toString('utf8', 0, Math.min(length, FS_LIMITS.readBytes)),
    truncated: length > FS_LIMITS.readBytes,
  }
}

/** @returns how many bytes there were, at most as many as the buffer takes */
function fill(descriptor: number, buffer: Buffer): number {
  let filled = 0
  while (filled < buffer.byteLength) {
    const count = readSync(descriptor, buffer, filled, buffer.byteLength - filled, null)
    if (count === 0) break
    filled += count
  }
  return filled
}
