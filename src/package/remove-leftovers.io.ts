import { lstatSync, readdirSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'

const LEFTOVER = /^\.yoi-plugin-[0-9a-f]{18}\.tmp$/

/** A write takes seconds; what is this old belongs to a process that was killed. */
const MIN_AGE_MS = 60 * 60 * 1_000

/** Removes the unfinished files that killed writes left in a folder. Never throws: they only take room. */
export function removeLeftovers(folder: string, now = Date.now()): void {
  for (const name of namesIn(folder).filter(name => LEFTOVER.test(name))) {
    const path = join(folder, name)
    try {
      const stats = lstatSync(path)
      if (stats.isFile() && now - stats.mtimeMs > MIN_AGE_MS) unlinkSync(path)
    } catch {
      // Another process was faster, or the folder is not ours to change.
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
