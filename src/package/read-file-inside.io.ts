import { useFolderInside } from './folder-inside.io.ts'
import { type FileReading, readFileNoFollow } from './read-file.io.ts'

/**
 * Reads a regular file of at most `limitBytes` inside `root`, following no link on the way or at its end. Never throws.
 * @param path contract 1.4, with `/`
 */
export function readFileInside(root: string, path: string, limitBytes: number): FileReading {
  const names = path.split('/')
  const leaf = names.pop()!
  const use = useFolderInside(root, names, folder => readFileNoFollow(folder.at(leaf), limitBytes))
  return use.ok ? use.result : use
}
