import { closeSync, fstatSync } from 'node:fs'
import { openWithoutFollowing, pathInOpenFolder } from '../../../package/folder-descriptor.io.ts'
import { isNoFolder, isSymlink, wasReplaced } from './fs-problem.ts'
import { type CheckedRoot, type HeldFolder, type HoldFolder, isSameFile } from './held-folder.ts'
import { osCall } from './os-call.io.ts'

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
  return { at: name => pathInOpenFolder(descriptor, name) }
}

function openRoot({ path, identity }: CheckedRoot): number {
  const descriptor = osCall('.', () => openWithoutFollowing(path))
  if (isSameFile(fstatSync(descriptor, { bigint: true }), identity)) return descriptor
  closeSync(descriptor)
  throw wasReplaced('.')
}

function openFolder(parent: HeldFolder, name: string, path: string): number {
  const descriptor = osCall(path, () => openWithoutFollowing(parent.at(name)))
  const stats = fstatSync(descriptor)
  if (stats.isDirectory()) return descriptor
  closeSync(descriptor)
  throw stats.isSymbolicLink() ? isSymlink(path) : isNoFolder(path)
}
