import { type Dir, type Dirent, opendirSync } from 'node:fs'
import { FS_LIMITS } from '../../../contract/limits.ts'
import { comparePaths } from '../../../package/compare-paths.ts'
import { type FileKind, fileKind } from './file-kind.ts'
import type { HeldFolder } from './held-folder.ts'
import { osCall } from './os-call.io.ts'

export interface FolderEntry {
  /** What is not UTF-8 in it is replaced. */
  readonly name: string
  readonly kind: FileKind
}

export interface FolderList {
  /** At most 256: the first in the order of the operating system, then sorted by the bytes of their names. */
  readonly entries: readonly FolderEntry[]
  readonly truncated: boolean
}

/** @param path as messages show it @throws FsProblem @source host contract 7.3, 11.57 */
export function listFolder(folder: HeldFolder, path: string): FolderList {
  const entries = osCall(path, () => readSome(folder.at('.'), FS_LIMITS.listEntries + 1), { isFinal: true })
  return {
    entries: entries
      .slice(0, FS_LIMITS.listEntries)
      .sort((left, right) => comparePaths(left.name, right.name)),
    truncated: entries.length > FS_LIMITS.listEntries,
  }
}

/** Reads no more of a folder than is wanted, however much is in it. */
function readSome(path: string, count: number): FolderEntry[] {
  const entries: FolderEntry[] = []
  const directory = openDirectory(path, count)
  try {
    while (entries.length < count) {
      const entry = directory.readSync() as Dirent<Buffer> | null
      if (entry === null) break
      entries.push({ name: entry.name.toString('utf8'), kind: fileKind(entry) })
    }
    return entries
  } finally {
    directory.closeSync()
  }
}

/** Names come as bytes: `encoding` takes that too, though its type does not say so. */
function openDirectory(path: string, bufferSize: number): Dir {
  return opendirSync(path, { encoding: 'buffer' as BufferEncoding, bufferSize })
}
