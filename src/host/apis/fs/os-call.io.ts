import { lstatSync } from 'node:fs'
import { osReason } from '../../../package/read-file.io.ts'
import { type FileKind, fileKind } from './file-kind.ts'
import { quotePath } from './fs-failure.ts'
import { FsProblem, isSymlink, missing, type ProblemTraits } from './fs-problem.ts'
import type { FileIdentity, HeldFolder } from './held-folder.ts'

/**
 * Runs a call of the operating system on something below a granted folder.
 * @param path what it is about, as messages show it
 * @throws FsProblem for an error of the operating system
 */
export function osCall<Result>(path: string, call: () => Result, traits: ProblemTraits = {}): Result {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    if (error.code === 'ELOOP') throw isSymlink(path)
    const reason = osReason(error)
    throw reason === 'not found'
      ? missing(path)
      : new FsProblem(`${quotePath(path)} cannot be used (${reason})`, traits)
  }
}

/** What a name of a folder is, without following it. */
export interface SeenFile extends FileIdentity {
  readonly kind: FileKind
}

/** @returns null when the folder has no such name @throws FsProblem */
export function lookAt(folder: HeldFolder, name: string, path: string): SeenFile | null {
  const stats = osCall(path, () => lstatSync(folder.at(name), { bigint: true, throwIfNoEntry: false }))
  return stats ? { dev: stats.dev, ino: stats.ino, kind: fileKind(stats) } : null
}
