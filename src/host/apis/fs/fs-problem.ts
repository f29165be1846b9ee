import type { FileKind } from './file-kind.ts'
import { quotePath } from './fs-failure.ts'

export interface ProblemTraits {
  /** The path led to something under this grant, so no other grant is tried. */
  readonly isFinal?: boolean
  /** The reason names the granted folder already. */
  readonly isAboutRoot?: boolean
}

/** Why one grant cannot serve a request. Thrown below, caught where the grants are tried; `reason` ends a sentence. */
export class FsProblem extends Error {
  constructor(
    readonly reason: string,
    readonly traits: ProblemTraits = {},
  ) {
    super(reason)
  }
}

/** @param path below the granted folder, `.` for the folder itself */
export function missing(path: string): FsProblem {
  return new FsProblem(`${quotePath(path)} does not exist`)
}

export function isSymlink(path: string): FsProblem {
  return new FsProblem(`${quotePath(path)} is a symlink, and none is followed`)
}

export function isNoFolder(path: string, traits?: ProblemTraits): FsProblem {
  return new FsProblem(`${quotePath(path)} is no folder`, traits)
}

export function isNoFile(path: string, kind: FileKind, traits?: ProblemTraits): FsProblem {
  const what = kind === 'dir' ? 'a folder, not a file' : 'neither a file nor a folder'
  return new FsProblem(`${quotePath(path)} is ${what}`, traits)
}

/** What was opened is not what was looked at. */
export function wasReplaced(path: string): FsProblem {
  return new FsProblem(`${quotePath(path)} was replaced while it was opened`)
}
