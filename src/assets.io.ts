import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

let knownRoot: string | undefined

/**
 * Path of a file that ships with the tool, e.g. `asset('dist/engine/quickjs@1.wasm')`; the same from `src/` and from `dist/`.
 * @param path relative to the package root, with `/`
 */
export function asset(path: string): string {
  knownRoot ??= findPackageRoot(dirname(fileURLToPath(import.meta.url)))
  return join(knownRoot, path)
}

function findPackageRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'yoi-plugin') return folder
    if (dirname(folder) === folder)
      throw new Error('yoi-plugin is not installed whole: its package.json is missing')
  }
}
