import { closeSync, fstatSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { hasFolderDescriptors, openWithoutFollowing, pathInOpenFolder } from './folder-descriptor.io.ts'
import { type FileProblem, fileProblemOf, statLink } from './read-file.io.ts'

/** A folder that is held: names in it are looked up in this very folder, whatever becomes of its path meanwhile. */
export interface FolderInside {
  /** The path by which the operating system reaches `name` in the folder; `.` is the folder itself. */
  at(name: string): string
}

export type FolderUse<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly problem: FileProblem }

/** Walks from `root` down over `names`, lets `use` work in the folder, and lets go of it. */
export type UseFolder = <Result>(
  root: string,
  names: readonly string[],
  use: (folder: FolderInside) => Result,
) => FolderUse<Result>

/**
 * Lets `use` work in a folder below `root`, reached over no link: `root` itself may be one, for its user named it. Throws nothing but what
 * `use` throws. A project's author may change it meanwhile; on Linux that leads nowhere else. Other systems look at every folder first
 * and then use its path.
 * @param names of the folders on the way, the last one included
 */
export const useFolderInside: UseFolder = (root, names, use) =>
  hasFolderDescriptors() ? useByDescriptor(root, names, use) : useByPath(root, names, use)

/**
 * Lets `read` have the path by which the operating system reaches a file below `root` over no link.
 * @param path contract 1.4, with `/`
 */
export function readInside<Reading>(
  root: string,
  path: string,
  read: (path: string) => Reading,
): Reading | { readonly ok: false; readonly problem: FileProblem } {
  const names = path.split('/')
  const leaf = names.pop()!
  const use = useFolderInside(root, names, folder => read(folder.at(leaf)))
  return use.ok ? use.result : use
}

/** For Linux. One descriptor is open at a time, however deep the path. */
export const useByDescriptor: UseFolder = (root, names, use) => {
  const descriptor = openFolder(root, names)
  if (typeof descriptor !== 'number') return { ok: false, problem: descriptor }
  try {
    return { ok: true, result: use({ at: name => pathInOpenFolder(descriptor, name) }) }
  } finally {
    closeSync(descriptor)
  }
}

/** For other systems: what is swapped for a link in the moment between is followed. */
export const useByPath: UseFolder = (root, names, use) => {
  for (const [index] of names.entries()) {
    const folder = names.slice(0, index + 1)
    const stats = statLink(join(root, ...folder))
    const problem = 'kind' in stats ? stats : whyNoFolder(stats, folder)
    if (problem) return { ok: false, problem }
  }
  return { ok: true, result: use({ at: name => join(root, ...names, name) }) }
}

function openFolder(root: string, names: readonly string[]): number | FileProblem {
  let descriptor: number | undefined
  try {
    descriptor = openWithoutFollowing(`${root}/.`)
    for (const [index, name] of names.entries()) {
      const next = openWithoutFollowing(pathInOpenFolder(descriptor, name))
      closeSync(descriptor)
      descriptor = next
      const problem = whyNoFolder(fstatSync(descriptor), names.slice(0, index + 1))
      if (problem === undefined) continue
      closeSync(descriptor)
      return problem
    }
    return descriptor
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor)
    return fileProblemOf(error)
  }
}

function whyNoFolder(stats: Stats, names: readonly string[]): FileProblem | undefined {
  if (stats.isSymbolicLink()) return { kind: 'symlink', folder: names.join('/') }
  return stats.isDirectory() ? undefined : { kind: 'missing' }
}
