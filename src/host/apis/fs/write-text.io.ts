import { constants, fsyncSync, ftruncateSync, writeSync } from 'node:fs'
import { isNoFile, isSymlink } from './fs-problem.ts'
import type { HeldFolder } from './held-folder.ts'
import { withOpenFile } from './open-file.io.ts'
import { lookAt } from './os-call.io.ts'

/**
 * Replaces what a file holds, or creates it, and waits until the disk has it. The file is emptied only after it is known to be the
 * one that was seen.
 * @param path as messages show it
 * @returns how many bytes were written
 * @throws FsProblem
 * @source host contract 7.3
 */
export function writeText(
  target: { folder: HeldFolder; name: string; path: string },
  content: string,
): number {
  const { folder, name, path } = target
  const seen = lookAt(folder, name, path)
  if (seen?.kind === 'symlink') throw isSymlink(path)
  if (seen && seen.kind !== 'file') throw isNoFile(path, seen.kind)
  const bytes = Buffer.from(content)
  const flags = constants.O_WRONLY | constants.O_CREAT
  withOpenFile({ folder, name, path, seen, flags }, descriptor => {
    ftruncateSync(descriptor)
    let written = 0
    while (written < bytes.byteLength)
      written += writeSync(descriptor, bytes, written, bytes.byteLength - written)
    fsyncSync(descriptor)
  })
  return bytes.byteLength
}
