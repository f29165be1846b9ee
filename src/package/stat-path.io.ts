import { type Stats, statSync } from 'node:fs'

/** Ways of there being nothing: no entry, a file on the way, links in a circle, a name that no entry can have. */
const NOTHING = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']

/** What stands at a path, links followed; undefined when nothing does. */
export function statPath(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch (error) {
    if (NOTHING.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}
