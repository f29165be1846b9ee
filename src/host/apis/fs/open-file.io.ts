import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import { wasReplaced } from './fs-problem.ts'
import { type HeldFolder, isSameFile } from './held-folder.ts'
import { osCall, type SeenFile } from './os-call.io.ts'

/** Neither follows a link nor waits for the other end of a pipe. */
const CAREFULLY = constants.O_NOFOLLOW | constants.O_NONBLOCK

/** The path is resolved by then. */
const FINAL = { isFinal: true }

/** A file of a held folder, and how to open it. */
export interface FileToOpen {
  readonly folder: HeldFolder
  readonly name: string
  /** As messages show it. */
  readonly path: string
  readonly flags: number
  /** What was seen under the name; null when nothing was. */
  readonly seen: SeenFile | null
}

/**
 * Opens a regular file and lets `use` work with its descriptor. What is opened must be what was seen.
 * @throws FsProblem
 */
export function withOpenFile<Result>(
  { folder, name, path, flags, seen }: FileToOpen,
  use: (descriptor: number) => Result,
): Result {
  const descriptor = osCall(path, () => openSync(folder.at(name), flags | CAREFULLY), FINAL)
  try {
    const opened = fstatSync(descriptor, { bigint: true })
    if (!opened.isFile() || (seen !== null && !isSameFile(opened, seen))) throw wasReplaced(path)
    return osCall(path, () => use(descriptor), FINAL)
  } finally {
    closeSync(descriptor)
  }
}
