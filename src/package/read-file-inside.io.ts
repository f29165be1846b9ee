import { readInside } from './folder-inside.io.ts'
import { type FileReading, readFileNoFollow } from './read-file.io.ts'

/**
 * Reads a regular file of at most `limitBytes` inside `root`, following no link on the way or at its end. Never throws.
 * @param path contract 1.4, with `/`
 */
export function readFileInside(root: string, path: string, limitBytes: number): FileReading {
  return readInside(root, path, file => readFileNoFollow(file, limitBytes))
}
