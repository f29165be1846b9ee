import { type Dirent, readdirSync } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { comparePaths } from '../package/compare-paths.ts'
import { useFolderInside } from '../package/folder-inside.io.ts'
import { osReason } from '../package/read-file.io.ts'

const MAX_DEPTH = 8

/** Files of one kind below a folder of a project. */
export interface ProjectFiles {
  /** Regular files, ascending by path; relative to the project, with `/`. */
  readonly files: readonly string[]
  /** What has the name and is none, or cannot be looked into; `what` follows "it is". */
  readonly odd: readonly { readonly path: string; readonly what: string }[]
}

/** Lists the files below a folder whose names end so. No link is followed; a missing folder has none. */
export async function listProjectFiles(
  projectDir: string,
  folder: string,
  ending: string,
): Promise<ProjectFiles> {
  const files: string[] = []
  const odd: { path: string; what: string }[] = []
  const visit = async (path: string, depth: number): Promise<void> => {
    const status = await lstat(join(projectDir, path)).catch(() => undefined)
    if (status === undefined) return
    if (!status.isDirectory()) odd.push({ path, what: 'not a folder' })
    else if (depth > MAX_DEPTH) odd.push({ path, what: `deeper than ${MAX_DEPTH} folders` })
    else
      for (const entry of look(path)) {
        const child = `${path}/${entry.name}`
        if (entry.isDirectory()) await visit(child, depth + 1)
        else if (entry.name.endsWith(ending)) {
          if (entry.isFile()) files.push(child)
          else odd.push({ path: child, what: entry.isSymbolicLink() ? 'a symlink' : 'not a regular file' })
        }
      }
  }
  const look = (path: string): Dirent[] => {
    try {
      const use = useFolderInside(projectDir, path.split('/'), ({ at }) =>
        readdirSync(at('.'), { withFileTypes: true }),
      )
      if (use.ok) return use.result
      odd.push({ path, what: 'a folder that was replaced while it was looked into' })
    } catch (error) {
      odd.push({ path, what: `a folder that cannot be looked into (${osReason(error)})` })
    }
    return []
  }
  await visit(folder, 0)
  return { files: files.sort(comparePaths), odd }
}
