import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it that are missing. Node's own recursive form never returns where the system answers
 * "no such file" for a folder whose parent is there, as below `/proc`; this one fails with that answer.
 * @param path absolute
 * @param mode permissions of the folders that are made
 * @returns the topmost folder that was made; undefined when all were there
 * @throws the system's error for the first folder that could not be made
 */
export function makeFolders(path: string, mode = 0o777): string | undefined {
  const missing: string[] = []
  for (let folder = path; !existsSync(folder) && dirname(folder) !== folder; folder = dirname(folder)) {
    missing.unshift(folder)
  }
  for (const folder of missing) makeFolder(folder, mode)
  return missing[0]
}

/** Another process may have made it meanwhile. */
function makeFolder(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
