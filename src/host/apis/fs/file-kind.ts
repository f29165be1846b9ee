/** In the host's words. @source host contract 7.3 */
export type FileKind = 'dir' | 'file' | 'symlink' | 'other'

/** What the operating system tells of a file, in `Stats` and in `Dirent` alike. */
interface FileTypes {
  isDirectory(): boolean
  isFile(): boolean
  isSymbolicLink(): boolean
}

export function fileKind(types: FileTypes): FileKind {
  if (types.isSymbolicLink()) return 'symlink'
  if (types.isDirectory()) return 'dir'
  return types.isFile() ? 'file' : 'other'
}
