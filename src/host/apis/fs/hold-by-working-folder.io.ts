import { statSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import { FsProblem, isNoFolder, isSymlink, missing, wasReplaced } from './fs-problem.ts'
import { type FileIdentity, type HeldFolder, type HoldFolder, isSameFile } from './held-folder.ts'
import { lookAt, osCall } from './os-call.io.ts'

/**
 * Holds a folder as the working folder of the process, where there is no `/proc/self/fd`: each name is looked at without
 * following it, entered, and compared by device and inode. Everything happens within one uninterrupted step, and the working
 * folder is the former one again when the step ends.
 * @throws FsProblem also in a worker thread, which has no working folder of its own
 */
export const holdByWorkingFolder: HoldFolder = (root, names, use) => {
  if (!isMainThread)
    throw new FsProblem(
      'a worker thread of this system cannot hold a folder; call the plugin from the main thread',
    )
  const before = osCall('.', () => process.cwd())
  try {
    enter(root.path, root.identity, '.')
    for (const [index, name] of names.entries()) enterName(name, names.slice(0, index + 1).join('/'))
    return use(HERE)
  } finally {
    osCall('.', () => process.chdir(before))
  }
}

const HERE: HeldFolder = { at: name => `./${name}` }

function enterName(name: string, path: string): void {
  const seen = lookAt(HERE, name, path)
  if (seen === null) throw missing(path)
  if (seen.kind === 'symlink') throw isSymlink(path)
  if (seen.kind !== 'dir') throw isNoFolder(path)
  enter(HERE.at(name), seen, path)
}

function enter(target: string, expected: FileIdentity, path: string): void {
  osCall(path, () => process.chdir(target))
  if (!isSameFile(statSync('.', { bigint: true }), expected)) throw wasReplaced(path)
}
