import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { discoverPackages } from '../../../src/package/discover-packages.io.ts'
import { accepted, type Judge, rejected } from '../conformance-case.ts'
import { makeTree, type Tree } from '../make-tree.ts'

/**
 * Real stores: `user` and `project` are trees, `outside` is a folder beside them; `project_file` puts a file and
 * `project_link` a link in the place of the project store. Accepted means that nothing is refused; `found` is how many
 * packages are then listed, and `many` fills the project store with so many of them.
 */
export const judgeDiscovery: Judge = input => {
  if (!['user', 'project', 'project_file', 'project_link', 'many'].some(key => key in input)) return undefined
  const base = mkdtempSync(join(tmpdir(), 'conformance-'))
  try {
    for (const name of ['user', 'project', 'outside']) {
      if (typeof input[name] !== 'object') continue
      mkdirSync(join(base, name))
      makeTree(join(base, name), input[name] as Tree)
    }
    if (input.project_file === true) writeFileSync(join(base, 'project'), '')
    if (typeof input.project_link === 'string') symlinkSync(input.project_link, join(base, 'project'))
    if (typeof input.many === 'number') makeTree(join(base, 'project'), manyPackages(input.many))
    const stores = (['user', 'project'] as const).map(source => ({
      source,
      path: join(base, source),
      readBy: 'both' as const,
    }))
    const { packages, diagnostics } = discoverPackages(stores)
    const [first] = diagnostics
    const counted = packages.length === (input.found ?? packages.length)
    if (!counted) return rejected({ detail: `${packages.length} packages` })
    return first ? rejected({ kind: first.kind, phase: first.phase, detail: first.message }) : accepted()
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
}

function manyPackages(count: number): Tree {
  const names = Array.from({ length: count }, (_, index) => `p${index}`)
  return Object.fromEntries(names.map(id => [`${id}.yoi-plugin`, { package: { id } }]))
}
