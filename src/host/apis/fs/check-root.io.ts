import { lstatSync, realpathSync } from 'node:fs'
import { FS_LIMITS } from '../../../contract/limits.ts'
import type { FsGrant } from '../../../grants/grants.ts'
import { fsRootLabel } from '../../../grants/target-label.ts'
import { trimWhiteSpace } from '../../../grants/white-space.ts'
import { osReason } from '../../../package/read-file.io.ts'
import { quote } from '../../../quote.ts'
import { FsProblem } from './fs-problem.ts'
import type { CheckedRoot } from './held-folder.ts'

/**
 * The rules for a root: trimmed, at most 4,096 bytes, absolute, there, itself no symlink, canonicalized, a folder. A slash at its
 * end is no way around the rule on symlinks.
 * @throws FsProblem
 * @source host contract 7.3
 */
export function checkRoot(grant: FsGrant): CheckedRoot {
  const refuse = (problem: string) =>
    new FsProblem(`the granted folder ${quote(fsRootLabel(grant))} ${problem}`, { isAboutRoot: true })
  const root = trimWhiteSpace(grant.root)
  const byteLength = Buffer.byteLength(root)
  if (byteLength > FS_LIMITS.rootBytes)
    throw refuse(`has a path of ${byteLength} bytes, more than ${FS_LIMITS.rootBytes}`)
  if (!root.startsWith('/')) throw refuse('is not an absolute path')
  try {
    const stats = lstatSync(root.replace(/(?<=.)\/+$/, ''), { bigint: true })
    if (stats.isSymbolicLink()) throw refuse('is itself a symlink')
    const path = realpathSync(root)
    if (!stats.isDirectory()) throw refuse('is no folder')
    return { path, identity: stats }
  } catch (error) {
    if (error instanceof FsProblem) throw error
    throw refuse(`cannot be used: ${osReason(error)}`)
  }
}
