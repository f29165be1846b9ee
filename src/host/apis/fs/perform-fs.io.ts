import type { FsGrant } from '../../../grants/grants.ts'
import { fsRootLabel } from '../../../grants/target-label.ts'
import { quote } from '../../../quote.ts'
import type { AuthorizedFs } from './authorize-fs.ts'
import { checkRoot } from './check-root.io.ts'
import { FsProblem, isNoFolder } from './fs-problem.ts'
import type { CheckedRoot, HoldFolder } from './held-folder.ts'
import { listFolder } from './list-folder.io.ts'
import { lookAt } from './os-call.io.ts'
import { readText } from './read-text.io.ts'
import { writeText } from './write-text.io.ts'

export type FsResult =
  /** What the operation gives besides the path, in the order of its keys. */
  | { readonly ok: true; readonly result: object }
  /** `problem` ends a sentence. */
  | { readonly ok: false; readonly problem: string }

/** The host hands root and path to the operating system in one, and Linux takes no more than this. */
const MAX_WHOLE_PATH_BYTES = 4_095

/**
 * Carries out what was authorized, under the first grant whose root and path resolve; when none does, the last problem is told.
 * Everything happens in one uninterrupted step, so that no two operations of this process overlap on a file.
 * @source host contract 7.3
 */
export function performFs(authorized: AuthorizedFs, hold: HoldFolder): FsResult {
  let last = ''
  for (const grant of authorized.grants) {
    try {
      return { ok: true, result: performUnder(checkRoot(grant), authorized, hold) }
    } catch (error) {
      if (!(error instanceof FsProblem)) throw error
      last = describe(error, grant, authorized.grants.length)
      if (error.traits.isFinal) break
    }
  }
  return { ok: false, problem: last }
}

function describe({ reason, traits }: FsProblem, grant: FsGrant, count: number): string {
  const where = traits.isAboutRoot ? '' : ` in the granted folder ${quote(fsRootLabel(grant))}`
  return `${reason}${where}${count > 1 && !traits.isFinal ? `, the last of ${count} that were tried` : ''}`
}

function performUnder(root: CheckedRoot, { request, names }: AuthorizedFs, hold: HoldFolder): object {
  const path = names.join('/') || '.'
  if (Buffer.byteLength(`${root.path}/${path}`) > MAX_WHOLE_PATH_BYTES)
    throw new FsProblem(`the path is longer than the operating system takes`)
  const parents = names.slice(0, -1)
  const leaf = names.at(-1) ?? '.'
  if (request.operation === 'list') {
    hold(root, parents, folder => {
      const seen = lookAt(folder, leaf, path)
      if (seen && seen.kind !== 'dir' && seen.kind !== 'symlink') throw isNoFolder(path, { isFinal: true })
    })
    return hold(root, names, folder => listFolder(folder, path))
  }
  return hold(root, parents, folder => {
    if (request.operation === 'read') return readText(folder, leaf, path)
    return { bytes_written: writeText({ folder, name: leaf, path }, request.content ?? '') }
  })
}
