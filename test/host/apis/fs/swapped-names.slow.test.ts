import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FsOperation } from '../../../../src/grants/grants.ts'
import { checkRoot } from '../../../../src/host/apis/fs/check-root.io.ts'
import { listFolder } from '../../../../src/host/apis/fs/list-folder.io.ts'
import { readText } from '../../../../src/host/apis/fs/read-text.io.ts'
import { callFs, fsAuthority, WAYS_TO_HOLD, wholeFolder } from '../../../support/fs-call.ts'
import { useTemporaryFolders } from '../../../support/temporary-folder.ts'

/** How long a race lasts, and how long it may last until both sides were seen. */
const RACE_MS = 150
const MAX_RACE_MS = 20_000

const temporaryFolder = useTemporaryFolders()
let base = ''
let root = ''
let racer: ChildProcess | undefined

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

afterEach(async () => {
  if (racer === undefined) return
  const ended = once(racer, 'exit')
  racer.kill('SIGKILL')
  await ended
  racer = undefined
})

/** Starts a process that swaps what is at `path` for a link to `target`, and back. */
async function swap(path: string, target: string): Promise<void> {
  const script = new URL('../../../support/swap-for-link.mjs', import.meta.url).pathname
  racer = spawn(process.execPath, [script, path, target], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(racer.stdout!, 'data')
}

interface Tally {
  answered: number
  refused: number
}

/** Tries again and again while names are swapped: for a while, and until something was answered and something refused. */
async function race(attempt: () => Promise<boolean>): Promise<Tally> {
  const startedAt = performance.now()
  const tally: Tally = { answered: 0, refused: 0 }
  for (;;) {
    tally[(await attempt()) ? 'answered' : 'refused'] += 1
    const elapsedMs = performance.now() - startedAt
    if (elapsedMs > MAX_RACE_MS) return tally
    if (elapsedMs > RACE_MS && tally.answered > 0 && tally.refused > 0) return tally
  }
}

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
