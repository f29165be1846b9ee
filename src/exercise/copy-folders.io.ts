import { isUtf8 } from 'node:buffer'
import { type Dirent, lstatSync, mkdirSync, opendirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolders } from '../make-folders.io.ts'
import { type FolderInside, useFolderInside } from '../package/folder-inside.io.ts'
import { type FileProblem, osReason, readFileNoFollow } from '../package/read-file.io.ts'
import { quote } from '../quote.ts'

const MAX_ENTRIES = 1_000
const MAX_BYTES = 64 * 1024 * 1024
const MAX_DEPTH = 16
/** Of a path in the project; the path of its copy must stay one that the system takes. */
const MAX_PATH_BYTES = 1_024

/** Why folders of a project cannot be copied; `message` ends a sentence. */
export class FolderProblem extends Error {}

/**
 * Copies folders of a project, with their regular files, to the same paths below another folder. The project's author may change them
 * meanwhile: each folder is held while it is copied, so that nothing but the project is read.
 * @param projectDir absolute
 * @param projectCopy absolute; nobody else uses it
 * @param roots paths in the project, contract 1.4, none inside another
 * @throws FolderProblem for what the project holds; the system's error when the copy cannot be written
 */
export function copyFolders(projectDir: string, projectCopy: string, roots: readonly string[]): void {
  const copy = new FolderCopy()
  for (const root of roots) {
    const target = join(projectCopy, root)
    makeFolders(dirname(target), 0o700)
    const use = useFolderInside(projectDir, root.split('/'), folder =>
      copy.copyFolder(folder, { path: root, target, depth: 0 }),
    )
    if (!use.ok) throw notAFolder(root, use.problem)
  }
}

export function notAFolder(path: string, problem: FileProblem): FolderProblem {
  return new FolderProblem(
    problem.kind === 'unreadable'
      ? `the folder ${quote(path)} cannot be read: ${problem.reason}`
      : `the folder ${quote(path)} is missing, no folder, or behind a link`,
  )
}

interface Place {
  /** In the project. */
  readonly path: string
  /** Absolute path of its copy. */
  readonly target: string
  /** Folders above it that are copied. */
  readonly depth: number
}

/** One copying with its bounds. */
class FolderCopy {
  private entries = 0
  private bytes = 0

  copyFolder(folder: FolderInside, { path, target, depth }: Place): void {
    if (depth > MAX_DEPTH) throw new FolderProblem(`${quote(path)} is deeper than ${MAX_DEPTH} folders`)
    mkdirSync(target, { mode: 0o700 })
    for (const name of this.namesIn(folder, path)) {
      const place = { path: `${path}/${name}`, target: join(target, name), depth: depth + 1 }
      if (Buffer.byteLength(place.path) > MAX_PATH_BYTES)
        throw new FolderProblem(`the path ${quote(place.path)} is longer than ${MAX_PATH_BYTES} bytes`)
      const stats = orProblem(place.path, () => lstatSync(folder.at(name)))
      if (!stats.isDirectory()) this.copyFile(folder.at(name), place)
      else {
        const use = useFolderInside(folder.at('.'), [name], inner => this.copyFolder(inner, place))
        if (!use.ok) throw notAFolder(place.path, use.problem)
      }
    }
  }

  private namesIn(folder: FolderInside, path: string): string[] {
    const names = orProblem(path, () => readNames(folder.at('.'), MAX_ENTRIES - this.entries + 1))
    this.entries += names.length
    if (this.entries > MAX_ENTRIES)
      throw new FolderProblem(`the granted folders hold more than ${MAX_ENTRIES} files and folders`)
    const odd = names.find(name => !isUtf8(name))
    if (odd) throw new FolderProblem(`a name in ${quote(path)} is not UTF-8: ${quote(odd.toString())}`)
    return names.map(String)
  }

  private copyFile(source: string, { path, target }: Place): void {
    const file = readFileNoFollow(source, MAX_BYTES - this.bytes)
    if (!file.ok && file.problem.kind === 'too-large')
      throw new FolderProblem(`the granted folders hold more than ${MAX_BYTES} bytes`)
    if (!file.ok) throw new FolderProblem(`${quote(path)} is no regular file (${file.problem.kind})`)
    this.bytes += file.bytes.byteLength
    writeFileSync(target, file.bytes, { mode: 0o600, flag: 'wx' })
  }
}

/** Reads no more names of a folder than are wanted, however many are in it. */
function readNames(folder: string, count: number): Buffer[] {
  const names: Buffer[] = []
  // `encoding` takes 'buffer' too, though its type does not say so.
  const directory = opendirSync(folder, { encoding: 'buffer' as BufferEncoding, bufferSize: 256 })
  try {
    while (names.length < count) {
      const entry = directory.readSync() as Dirent<Buffer> | null
      if (entry === null) break
      names.push(entry.name)
    }
    return names
  } finally {
    directory.closeSync()
  }
}

/** What the system says of something in the project is a problem of the project. */
function orProblem<Result>(path: string, call: () => Result): Result {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    throw new FolderProblem(`${quote(path)} cannot be read: ${osReason(error)}`)
  }
}
