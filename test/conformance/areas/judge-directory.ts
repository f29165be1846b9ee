import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PACKAGE_LIMITS } from '../../../src/contract/limits.ts'
import { readHostDirectory } from '../../../src/package/read-host-directory.io.ts'
import { readPackageFiles } from '../../../src/package/read-store-package.ts'
import { accepted, type Found, type Judge, rejected } from '../conformance-case.ts'
import { makeTree, type Tree } from '../make-tree.ts'

/**
 * A real folder, made from `tree` and read as the host's own packer reads it. `root` is `link` (to the folder), `file` or `missing`; without it the folder itself.
 */
export const judgeDirectory: Judge = input => {
  if (typeof input.tree !== 'object' && input.root === undefined) return undefined
  const base = mkdtempSync(join(tmpdir(), 'conformance-'))
  try {
    const folder = join(base, 'plugin')
    mkdirSync(folder)
    makeTree(folder, (input.tree ?? {}) as Tree)
    return judge(rootOf(base, folder, input.root))
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
}

function judge(root: string): Found {
  const { files, findings } = readHostDirectory(root, PACKAGE_LIMITS)
  const refusal = findings.find(finding => finding.severity === 'error')
  if (refusal) return rejected({ ...refusal.host, detail: refusal.message })
  const outcome = readPackageFiles(files, { source: 'project', path: 'plugin', label: 'plugin' })
  if (outcome.ok) return accepted({ digest: outcome.package.digest })
  const { kind, phase, message } = outcome.diagnostic
  return rejected({ kind, phase, detail: message })
}

function rootOf(base: string, folder: string, root: unknown): string {
  const other = join(base, 'other')
  if (root === 'link') symlinkSync(folder, other)
  if (root === 'file') writeFileSync(other, '')
  return root === undefined ? folder : other
}
