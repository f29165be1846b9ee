import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { UserError } from '../errors.ts'
import { makeFolders } from '../make-folders.io.ts'
import { checkPackagePath } from '../manifest/package-path.ts'
import { quote } from '../quote.ts'
import { removeLeftovers } from './remove-leftovers.io.ts'
import { isOurs, type Replaceable } from './replaceable.io.ts'

export interface WriteOptions {
  /** Folder that the write must not leave: `path` is then relative to it (contract 1.4) and may cross no link. */
  readonly inside?: string
  /** What may stand at `path` before. Anything else is left alone. Default `anything`. */
  readonly replace?: Replaceable
  /** How messages name the file; `path` by default. */
  readonly shownAs?: string
}

/** Only what this process needs to create and write the file; fails when the name is taken, a link included. */
const CREATE_FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0)

/**
 * Writes a file whole or not at all: whoever looks at `path`, also after a crash, sees the old bytes or the new ones.
 * Missing folders are created.
 * @throws UserError `unsafe-output`, `output-not-ours`, `output-exists` or `cannot-write`; the old file is then untouched
 */
export function writeFileAtomically(path: string, bytes: Uint8Array, options: WriteOptions = {}): void {
  const target = options.inside === undefined ? path : join(options.inside, path)
  const shown = options.shownAs ?? path
  guardDisk(shown, () => {
    if (options.inside === undefined) makeFolders(dirname(target))
    else createFoldersInside(options.inside, path)
    refuseTarget(shown, target, options.replace ?? 'anything')
    replaceFile(target, bytes)
  })
}

/** The new file is complete on the disk before its name changes, and the name before this returns. */
function replaceFile(target: string, bytes: Uint8Array): void {
  const folder = dirname(target)
  removeLeftovers(folder)
  const temporary = join(folder, `.yoi-plugin-${randomBytes(9).toString('hex')}.tmp`)
  const descriptor = openSync(temporary, CREATE_FLAGS, 0o644)
  try {
    try {
      writeAll(descriptor, bytes)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(temporary, target)
  } catch (error) {
    unlinkSync(temporary)
    throw error
  }
  syncFolder(folder)
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.byteLength; )
    offset += writeSync(descriptor, bytes, offset, bytes.byteLength - offset)
}

/** Makes the rename itself durable; not every platform can open a folder. */
function syncFolder(folder: string): void {
  let descriptor: number
  try {
    descriptor = openSync(folder, constants.O_RDONLY)
  } catch {
    return
  }
  try {
    fsyncSync(descriptor)
  } catch {
    // Some file systems refuse to sync a folder; the file itself is already safe.
  } finally {
    closeSync(descriptor)
  }
}

function createFoldersInside(root: string, path: string): void {
  const reason = checkPackagePath(path)
  if (reason !== undefined)
    throw new UserError(
      'unsafe-output',
      `The output path ${quote(path)} is refused: ${reason}.`,
      'Name a file inside the project folder.',
    )
  const folders = path.split('/').slice(0, -1)
  for (const [index] of folders.entries()) {
    const name = folders.slice(0, index + 1).join('/')
    const folder = join(root, name)
    const stats = statLink(folder)
    if (stats === undefined) mkdirSync(folder)
    else if (!stats.isDirectory())
      throw new UserError(
        'unsafe-output',
        `${quote(name)} on the way to ${quote(path)} is ${stats.isSymbolicLink() ? 'a symbolic link' : 'not a folder'}.`,
        `Make ${quote(name)} a real folder, or write somewhere else.`,
      )
  }
}

function refuseTarget(path: string, target: string, replace: Replaceable): void {
  const stats = statLink(target)
  if (stats === undefined) return
  if (!stats.isFile())
    throw new UserError(
      'unsafe-output',
      `${quote(path)} is ${stats.isSymbolicLink() ? 'a symbolic link' : 'not a file'}; it is left as it is.`,
      'Remove it, or write somewhere else.',
    )
  if (replace === 'nothing')
    throw new UserError(
      'output-exists',
      `${quote(path)} exists already.`,
      'Remove it, or choose another name.',
    )
  if (!isOurs(target, replace))
    throw new UserError(
      'output-not-ours',
      `${quote(path)} exists and is not ${replace === 'wasm' ? 'a WebAssembly file' : 'a .yoi-plugin package'}; it is left as it is.`,
      'Move it away if it may be replaced, or write somewhere else.',
    )
}

function statLink(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}

/** Turns what the disk says into something to act on; the name of the file is shown as it was given. */
function guardDisk(path: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (error instanceof UserError) throw error
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    throw new UserError(
      'cannot-write',
      `${quote(basename(path))} cannot be written: ${DISK_REASONS[code] ?? code}. What was there before is unchanged.`,
      DISK_FIXES[code] ?? 'Check the folder, or write somewhere else.',
    )
  }
}

const DISK_REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it is larger than this process may write',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is not a folder',
  EEXIST: 'a file stands where its folder belongs',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'the disk failed',
}

const DISK_FIXES: Readonly<Record<string, string>> = {
  ENOSPC: 'Free some space and try again.',
  EDQUOT: 'Free some space and try again.',
  EFBIG: 'Raise the file size limit (`ulimit -f`) and try again.',
}
