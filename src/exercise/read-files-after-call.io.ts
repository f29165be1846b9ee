import type { FileProblem } from '../package/read-file.io.ts'
import { readFileInside } from '../package/read-file-inside.io.ts'
import type { FileAfterCall, FilesAfterCall } from './judge-files.ts'

/** More than a call can write is not compared. */
const MAX_BYTES = 1024 * 1024

/** Reads what a call left in the copies of granted folders. @param projectCopy see `placeFolders` */
export function readFilesAfterCall(projectCopy: string, paths: readonly string[]): FilesAfterCall {
  return new Map(paths.map(path => [path, readOne(projectCopy, path)]))
}

function readOne(projectCopy: string, path: string): FileAfterCall {
  const file = readFileInside(projectCopy, path, MAX_BYTES)
  return file.ok ? { text: Buffer.from(file.bytes).toString('utf8') } : { missing: reasonOf(file.problem) }
}

function reasonOf(problem: FileProblem): string {
  switch (problem.kind) {
    case 'missing':
      return 'the granted folders hold no such file'
    case 'too-large':
      return `it has ${problem.byteLength} bytes, more than ${MAX_BYTES}`
    case 'not-a-file':
      return `it is ${problem.what}`
    default:
      return 'it cannot be read'
  }
}
