import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { FsOperation } from '../../../../src/grants/grants.ts'
import { checkRoot } from '../../../../src/host/apis/fs/check-root.io.ts'
import { listFolder } from '../../../../src/host/apis/fs/list-folder.io.ts'
import { readText } from '../../../../src/host/apis/fs/read-text.io.ts'
import { callFs, fsAuthority, WAYS_TO_HOLD, wholeFolder } from '../../../support/fs-call.ts'
import { race, useSwapping } from '../../../support/race.ts'
import { useTemporaryFolders } from '../../../support/temporary-folder.ts'

const temporaryFolder = useTemporaryFolders()
const swap = useSwapping()
let base = ''
let root = ''

beforeEach(() => {
  base = temporaryFolder({
    'root/a.txt': 'inside',
    'root/d/a.txt': 'inside',
    'root/d/e/a.txt': 'inside',
    'outside/a.txt': 'SECRET',
    'outside/e/a.txt': 'SECRET',
    'outside/only-outside.txt': 'SECRET',
  })
  root = join(base, 'root')
})

/** What is swapped for a link to what, and the calls that meet it. */
const RACES: readonly (readonly [swapped: string, target: string, operation: FsOperation, path: string])[] = [
  ['root/d', '../outside', 'read', 'd/a.txt'],
  ['root/d', '../outside', 'read', 'd/e/a.txt'],
  ['root/d', '../outside', 'list', 'd'],
  ['root/d', '../outside', 'write', 'd/a.txt'],
  ['root/d', '../outside', 'write', 'd/new.txt'],
  ['root/d/a.txt', '../../outside/a.txt', 'read', 'd/a.txt'],
  ['root/d/a.txt', '../../outside/a.txt', 'write', 'd/a.txt'],
  ['root/d/a.txt', '../../outside/new.txt', 'write', 'd/a.txt'],
  ['root', 'outside', 'read', 'a.txt'],
  ['root', 'outside', 'list', '.'],
]

describe.each(WAYS_TO_HOLD)('while names are swapped for links, held %s', (_, hold) => {
  test.each(RACES)('%s for %s, no %s of %s gets outside', async (swapped, target, operation, path) => {
    const before = treeOf(join(base, 'outside'))
    await swap(join(base, swapped), target)
    const request = operation === 'write' ? { path, content: 'written' } : { path }
    const tally = await race(async () => {
      const answer = await callFs(fsAuthority([wholeFolder(root)]), operation, request, hold)
      expect(JSON.stringify(answer)).not.toMatch(/SECRET|only-outside/)
      return answer.ok
    })
    expect(Math.min(tally.answered, tally.refused)).toBeGreaterThan(0)
    expect(treeOf(join(base, 'outside'))).toEqual(before)
  })

  test('a folder that is swapped while it is held stays the folder that was walked to', () => {
    const names = hold(checkRoot(wholeFolder(root)), ['d'], folder => {
      renameSync(join(root, 'd'), join(root, 'elsewhere'))
      symlinkSync('../outside', join(root, 'd'))
      return [readText(folder, 'a.txt', 'd/a.txt').content, listFolder(folder, 'd').entries.length]
    })
    expect(names).toEqual(['inside', 2])
  })

  test('a granted folder that is replaced after it was looked at is refused', () => {
    const checked = checkRoot(wholeFolder(root))
    renameSync(root, join(base, 'elsewhere'))
    mkdirSync(root)
    expect(() => hold(checked, [], () => 'held')).toThrow('"." was replaced while it was opened')
    rmdirSync(root)
    symlinkSync('outside', root)
    expect(() => hold(checked, [], () => 'held')).toThrow('"." was replaced while it was opened')
  })
})

test('the races are real: looking at every name first and then opening the path gets outside', async () => {
  await swap(join(root, 'd'), '../outside')
  const tally = await race(async () => lookAndOpen(root, ['d', 'a.txt']) === 'SECRET')
  expect(tally.answered).toBeGreaterThan(0)
})

/** What a careless host would do. */
function lookAndOpen(folder: string, names: readonly string[]): string {
  try {
    for (const [index] of names.entries()) {
      if (lstatSync(join(folder, ...names.slice(0, index + 1))).isSymbolicLink()) return 'refused'
    }
    return readFileSync(join(folder, ...names), 'utf8')
  } catch {
    return 'missing'
  }
}

function treeOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [
      join(parentPath, name),
      readFileSync(join(parentPath, name), 'utf8'),
    ]),
  )
}
