import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FsGrant } from '../grants/grants.ts'
import { checkPackagePath } from '../manifest/package-path.ts'
import { useFolderInside } from '../package/folder-inside.io.ts'
import { quote } from '../quote.ts'
import { makeTemporaryFolder } from '../temporary-folder.io.ts'
import { copyFolders, FolderProblem, notAFolder } from './copy-folders.io.ts'

/** Folders of a project as one run sees them: copies that nobody else uses. */
export type PlacedFolders =
  | {
      readonly ok: true
      readonly fs: readonly FsGrant[]
      /** Stands for the project: the copies are below it, each under its path in the project. */
      readonly projectCopy: string
      /**
       * Puts the copies back as the project has them now; one in which nothing may be written stays as it was made.
       * @returns why the project does not allow it any more; null when it does
       */
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
  const problem = findProblem(() => {
    for (const { root } of grants) checkFolder(projectDir, root)
    copyFolders(projectDir, projectCopy, outermost(grants))
  })
  if (problem !== null) {
    dispose()
    return { ok: false, problem }
  }
  const written = outermost(grants).filter(root => isWritable(root, grants))
  const renew = () =>
    findProblem(() => {
      for (const root of written) rmSync(join(projectCopy, root), { recursive: true, force: true })
      copyFolders(projectDir, projectCopy, written)
    })
  const fs = grants.map(({ root, operations }) => ({
    root: join(projectCopy, root),
    label: root,
    operations,
  }))
  return { ok: true, fs, projectCopy, renew, dispose }
}

/** @returns what is wrong with the folders; null when nothing is */
function findProblem(action: () => void): string | null {
  try {
    action()
    return null
  } catch (error) {
    if (error instanceof FolderProblem) return error.message
    throw error
  }
}

function checkFolder(projectDir: string, root: string): void {
  const refusal = checkPackagePath(root)
  if (refusal !== undefined) throw new FolderProblem(`the folder ${quote(root)} is no plain path: ${refusal}`)
  const use = useFolderInside(projectDir, root.split('/'), () => null)
  if (!use.ok) throw notAFolder(root, use.problem)
}

/** Each folder once, without those inside another. */
function outermost(grants: readonly FsGrant[]): string[] {
  const unique = [...new Set(grants.map(({ root }) => root))]
  return unique.filter(root => !unique.some(other => root.startsWith(`${other}/`)))
}

/** Whether something may be written in a folder, or in one inside it. */
function isWritable(folder: string, grants: readonly FsGrant[]): boolean {
  return grants.some(
    ({ root, operations }) => operations.includes('write') && `${root}/`.startsWith(`${folder}/`),
  )
}
