import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import { isNoFolder, isSymlink, wasReplaced } from './fs-problem.ts'
import { type CheckedRoot, type HeldFolder, type HoldFolder, isSameFile } from './held-folder.ts'
import { osCall } from './os-call.io.ts'

/** Linux: a descriptor that only names a file. It opens what is there, a symlink too, without reading or following it. */
const O_PATH = 0o10_000_000
const OPEN_FLAGS = O_PATH | constants.O_NOFOLLOW

/**
 * Holds folders by descriptors: a name is looked up below `/proc/self/fd/N`, so in the very folder that was opened and looked
 * at. Needs Linux with /proc. One descriptor is open at a time, however deep the path.
 */
export const holdByDescriptor: HoldFolder = (root, names, use) => {
  let descriptor = openRoot(root)
  try {
    for (const [index, name] of names.entries()) {
      const next = openFolder(folderOf(descriptor), name, names.slice(0, index + 1).join('/'))
      closeSync(descriptor)
      descriptor = next
    }
    return use(folderOf(descriptor))
  } finally {
    closeSync(descriptor)
  }
}

function folderOf(descriptor: number): HeldFolder {
  return { at: name => `/proc/self/fd/${descriptor}/${name}` }
}

function openRoot({ path, identity }: CheckedRoot): number {
  const descriptor = osCall('.', () => openSync(path, OPEN_FLAGS))
  if (isSameFile(fstatSync(descriptor, { bigint: true }), identity)) return descriptor
  closeSync(descriptor)
  throw wasReplaced('.')
}

function openFolder(parent: HeldFolder, name: string, path: string): number {
  const descriptor = osCall(path, () => openSync(parent.at(name), OPEN_FLAGS))
  const stats = fstatSync(descriptor)
  if (stats.isDirectory()) return descriptor
  closeSync(descriptor)
  throw stats.isSymbolicLink() ? isSymlink(path) : isNoFolder(path)
}
