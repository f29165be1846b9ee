import { lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FsGrant } from '../grants/grants.ts'
import { makeFolders } from '../make-folders.io.ts'
import { checkPackagePath } from '../manifest/package-path.ts'
import { useFolderInside } from '../package/folder-inside.io.ts'
import { readFileInside } from '../package/read-file-inside.io.ts'
import { quote } from '../quote.ts'
import { makeTemporaryFolder } from '../temporary-folder.io.ts'

const MAX_FILES = 1_000
const MAX_BYTES = 64 * 1024 * 1024
const MAX_DEPTH = 16

/** Folders of a project as one run sees them: copies that nobody else uses. */
export type PlacedFolders =
  | {
      readonly ok: true
      readonly fs: readonly FsGrant[]
      /** Stands for the project: the copies are below it, each under its path in the project. */
      readonly projectCopy: string
      /** Puts the copies back as they were made. @returns why the project does not allow it any more; null when it does */
      renew(): string | null
      dispose(): void
    }
  /** `problem` ends a sentence. */
  | { readonly ok: false; readonly problem: string }

/**
 * Copies the folders that a project grants into a new temporary folder, so that a run can neither change the project nor
 * reach beyond it. Folders that overlap in the project overlap in the copy. Only regular files are taken; a link, anywhere on the
 * way, is a problem.
 * @param projectDir absolute
 * @param grants roots are folders of the project, contract 1.4
 * @throws UserError when there is no place for temporary files
 * @source design 3
 */
export function placeFolders(projectDir: string, grants: readonly FsGrant[]): PlacedFolders {
  const projectCopy = makeTemporaryFolder('yoi-plugin-run-')
  const remove = () => rmSync(projectCopy, { recursive: true, force: true })
  // A run that is interrupted leaves no copy behind.
  process.once('exit', remove)
  const dispose = () => {
    process.off('exit', remove)
    remove()
  }
  const problem = copyFolders(projectDir, projectCopy, grants)
  if (problem !== null) {
    dispose()
    return { ok: false, problem }
  }
  const renew = () => {
    for (const name of readdirSync(projectCopy)) rmSync(join(projectCopy, name), { recursive: true })
    return copyFolders(projectDir, projectCopy, grants)
  }
  const fs = grants.map(({ root, operations }) => ({
    root: join(projectCopy, root),
    label: root,
    operations,
  }))
  return { ok: true, fs, projectCopy, renew, dispose }
}

/** @returns what is wrong with the folders; null when they are copied */
function copyFolders(projectDir: string, projectCopy: string, grants: readonly FsGrant[]): string | null {
  const roots = grants.map(({ root }) => root)
  try {
    for (const root of roots) checkFolder(projectDir, root)
    const copy = new FolderCopy(projectDir, projectCopy)
    for (const root of outermost(roots)) copy.take(root)
    return null
  } catch (error) {
    if (error instanceof FolderProblem) return error.message
    throw error
  }
}

class FolderProblem extends Error {}

function checkFolder(projectDir: string, root: string): void {
  const refusal = checkPackagePath(root)
  if (refusal !== undefined) throw new FolderProblem(`the folder ${quote(root)} is no plain path: ${refusal}`)
  if (!useFolderInside(projectDir, root.split('/'), () => null).ok)
    throw new FolderProblem(`the folder ${quote(root)} is missing, no folder, or behind a link`)
}

/** Each folder once, without those inside another. */
function outermost(roots: readonly string[]): string[] {
  const unique = [...new Set(roots)]
  return unique.filter(root => !unique.some(other => root.startsWith(`${other}/`)))
}

/** One copying with its bounds. */
class FolderCopy {
  private files = 0
  private bytes = 0

  constructor(
    private readonly projectDir: string,
    private readonly projectCopy: string,
  ) {}

  take(root: string): void {
    const target = join(this.projectCopy, root)
    makeFolders(dirname(target), 0o700)
    this.copyFolder(root, target, 0)
  }

  private copyFolder(folder: string, target: string, depth: number): void {
    if (depth > MAX_DEPTH) throw new FolderProblem(`${quote(folder)} is deeper than ${MAX_DEPTH} folders`)
    mkdirSync(target, { mode: 0o700 })
    for (const name of readdirSync(join(this.projectDir, folder))) {
      const path = `${folder}/${name}`
      const status = lstatSync(join(this.projectDir, path))
      if (status.isDirectory()) this.copyFolder(path, join(target, name), depth + 1)
      else this.copyFile(path, join(target, name))
    }
  }

  private copyFile(path: string, target: string): void {
    this.files += 1
    if (this.files > MAX_FILES)
      throw new FolderProblem(`the granted folders hold more than ${MAX_FILES} files`)
    const file = readFileInside(this.projectDir, path, MAX_BYTES - this.bytes)
    if (!file.ok && file.problem.kind === 'too-large')
      throw new FolderProblem(`the granted folders hold more than ${MAX_BYTES} bytes`)
    if (!file.ok) throw new FolderProblem(`${quote(path)} is no regular file (${file.problem.kind})`)
    this.bytes += file.bytes.byteLength
    writeFileSync(target, file.bytes, { mode: 0o600, flag: 'wx' })
  }
}
