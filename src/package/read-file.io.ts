import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs'

/** Why a file gave no bytes; `folder` is a link on the way to it. `reason` is the operating system's error in the host's words. @source host contract 1.9 */
export type FileProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'symlink'; readonly folder?: string }
  | { readonly kind: 'not-a-file'; readonly what: string }
  | { readonly kind: 'too-large'; readonly byteLength: number }
  | { readonly kind: 'unreadable'; readonly reason: string }

export type FileReading =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problem: FileProblem }

export type OpenedFile =
  | { readonly ok: true; readonly descriptor: number; readonly byteLength: number }
  | { readonly ok: false; readonly problem: FileProblem }

const NOT_FOUND = 'not found'

/** Opening a FIFO must not wait for a writer, and opening a link must fail; Windows has neither flag. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/**
 * Reads a regular file of at most `limitBytes`, once, following no link at its end. Never throws.
 * A file above the limit is not read at all, nor is one that grows beyond the size it was opened with.
 */
export function readFileNoFollow(path: string | Buffer, limitBytes: number): FileReading {
  const file = openRegularFile(path)
  if (!file.ok) return file
  try {
    if (file.byteLength > limitBytes) return refuse({ kind: 'too-large', byteLength: file.byteLength })
    const buffer = Buffer.allocUnsafeSlow(file.byteLength + 1)
    let filled = 0
    for (;;) {
      const count = readSync(file.descriptor, buffer, filled, buffer.byteLength - filled, null)
      filled += count
      if (count === 0) return { ok: true, bytes: new Uint8Array(buffer.buffer, 0, filled) }
      if (filled === buffer.byteLength)
        return refuse({ kind: 'unreadable', reason: 'it grew while being read' })
    }
  } catch (error) {
    return refuse({ kind: 'unreadable', reason: osReason(error) })
  } finally {
    closeSync(file.descriptor)
  }
}

/** Opens a regular file for reading; the caller closes the descriptor. Never throws, never waits. */
export function openRegularFile(path: string | Buffer): OpenedFile {
  const expected = statLink(path)
  if ('kind' in expected) return refuse(expected)
  if (expected.isSymbolicLink()) return refuse({ kind: 'symlink' })
  if (!expected.isFile()) return refuse({ kind: 'not-a-file', what: fileTypeOf(expected) })
  let descriptor: number
  try {
    descriptor = openSync(path, OPEN_FLAGS)
  } catch (error) {
    return refuse({ kind: 'unreadable', reason: osReason(error) })
  }
  const opened = fstatSync(descriptor)
  if (opened.isFile() && opened.ino === expected.ino && opened.dev === expected.dev)
    return { ok: true, descriptor, byteLength: opened.size }
  closeSync(descriptor)
  return refuse({ kind: 'unreadable', reason: 'it was replaced while being opened' })
}

/** The host's words for an error of the operating system; never a path. @source host contract 1.9 */
export function osReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ENOENT' || code === 'ENOTDIR') return NOT_FOUND
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  if (code === 'EEXIST') return 'already exists'
  if (code === 'EINVAL' || code === 'ERR_INVALID_ARG_VALUE') return 'invalid input'
  return code === undefined ? 'I/O error' : `I/O error (${code})`
}

/** What stands at a path, links not followed. */
export function statLink(path: string | Buffer): Stats | FileProblem {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? { kind: 'missing' }
  } catch (error) {
    return fileProblemOf(error)
  }
}

/** What an error of the operating system says of a file. No file has a name that its disk does not take. */
export function fileProblemOf(error: unknown): FileProblem {
  const reason = osReason(error)
  const isTooLong = (error as NodeJS.ErrnoException).code === 'ENAMETOOLONG'
  return isTooLong || reason === NOT_FOUND ? { kind: 'missing' } : { kind: 'unreadable', reason }
}

function fileTypeOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder'
  if (stats.isFIFO()) return 'a named pipe'
  if (stats.isSocket()) return 'a socket'
  return 'a device'
}

function refuse(problem: FileProblem): { readonly ok: false; readonly problem: FileProblem } {
  return { ok: false, problem }
}
