import { FS_LIMITS } from '../../../contract/limits.ts'

export type RelativePath =
  /** Names from the granted folder down; none for the folder itself. */
  | { readonly ok: true; readonly names: readonly string[] }
  /** `problem` ends a sentence. */
  | { readonly ok: false; readonly problem: string }

/**
 * The path rule: at most 4,096 bytes, not empty, no NUL, relative. `.` and empty segments are dropped, `..` is refused wherever
 * it stands. A backslash is a character like any other.
 * @source host contract 7.3
 */
export function readRelativePath(path: string): RelativePath {
  const byteLength = Buffer.byteLength(path)
  if (byteLength > FS_LIMITS.pathBytes)
    return refuse(`the path is ${byteLength} bytes, more than ${FS_LIMITS.pathBytes}`)
  if (path === '') return refuse('the path is empty')
  if (path.includes('\0')) return refuse('the path holds a NUL')
  if (path.startsWith('/')) return refuse('the path is absolute; it must be relative to a granted folder')
  const names = path.split('/').filter(segment => segment !== '' && segment !== '.')
  if (names.includes('..'))
    return refuse('the path has "..", which is refused even where it would stay inside')
  return { ok: true, names }
}

function refuse(problem: string): RelativePath {
  return { ok: false, problem }
}
