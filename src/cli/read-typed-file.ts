import { realpathSync, type Stats } from 'node:fs'
import { resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { type FileProblem, osReason, readFileNoFollow } from '../package/read-file.io.ts'
import { statPath } from '../package/stat-path.io.ts'
import { quote } from '../quote.ts'

export interface TypedFile {
  /** First word of the codes of the errors, as in `config-missing`. */
  readonly kind: 'input' | 'config'
  readonly limitBytes: number
  /** What to type in the place of a file that cannot be used. */
  readonly fix: string
  /** What to type in the place of a pipe or device; `fix` when absent. */
  readonly pipeFix?: string
}

/**
 * Reads a regular file that a person named; a link to one is followed.
 * @param typed relative to `cwd`, or absolute
 * @throws UserError `<kind>-missing`, `-not-a-file`, `-too-large`, `-unreadable` or `-not-utf8`
 */
export function readTypedFile(typed: string, cwd: string, expected: TypedFile): string {
  const { kind, limitBytes, fix, pipeFix = fix } = expected
  const path = resolve(cwd, typed)
  const stats = statTyped(path, typed, expected)
  // What a shell passes in the place of a pipe has a path that leads nowhere.
  if (!stats.isFile())
    throw new UserError(
      `${kind}-not-a-file`,
      `${quote(typed)} is ${typeOf(stats)}, not a file.`,
      stats.isDirectory() ? fix : pipeFix,
    )
  const file = readFileNoFollow(realpathSync(path), limitBytes)
  if (!file.ok) throw explain(file.problem, typed, expected)
  return decodeTyped(quote(typed), file.bytes, kind)
}

/** @param name how a message begins that speaks of the bytes @throws UserError `<kind>-not-utf8` */
export function decodeTyped(name: string, bytes: Uint8Array, kind: TypedFile['kind']): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new UserError(`${kind}-not-utf8`, `${name} is not UTF-8 text.`, 'Save it as UTF-8.')
  }
}

function statTyped(path: string, typed: string, { kind, fix }: TypedFile): Stats {
  let stats: Stats | undefined
  try {
    stats = statPath(path)
  } catch (error) {
    throw unreadable(kind, typed, osReason(error))
  }
  if (stats) return stats
  throw new UserError(`${kind}-missing`, `There is no file ${quote(typed)}.`, fix)
}

function typeOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder'
  return stats.isFIFO() || stats.isSocket() ? 'a pipe' : 'a device'
}

function explain(problem: FileProblem, typed: string, { kind, limitBytes, fix }: TypedFile): UserError {
  if (problem.kind !== 'too-large')
    return unreadable(
      kind,
      typed,
      problem.kind === 'unreadable' ? problem.reason : 'it was replaced meanwhile',
    )
  const { byteLength } = problem
  return new UserError(
    `${kind}-too-large`,
    `${quote(typed)} has ${byteLength} bytes; at most ${limitBytes} are read.`,
    fix,
  )
}

function unreadable(kind: TypedFile['kind'], typed: string, reason: string): UserError {
  return new UserError(
    `${kind}-unreadable`,
    `${quote(typed)} cannot be read: ${reason}.`,
    'Make the file readable, then run the command again.',
  )
}
