import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FsOperation } from '../../../../src/grants/grants.ts'
import { callFs, fsAuthority, WAYS_TO_HOLD, wholeFolder } from '../../../support/fs-call.ts'

interface PathCase {
  /** Text; pieces, some of them repeated; or a path below the root, made absolute. */
  readonly path: string | readonly (string | Repeated)[] | { readonly below: string }
  readonly operation: FsOperation
  readonly expect: 'accept' | 'reject'
  readonly why: string
}

interface Repeated {
  readonly repeat: string
  readonly times: number
}

const cases: readonly PathCase[] = JSON.parse(
  readFileSync(new URL('path-suite.json', import.meta.url), 'utf8'),
)

const FILES = [
  'a.txt',
  'd/a.txt',
  'd/e/f.txt',
  'a b.txt',
  'ü.txt',
  '日本/語.txt',
  'back\\slash.txt',
  '...',
  '..a',
  'a..',
  'C:/a.txt',
  '~/a.txt',
  '-',
  'line\nend.txt',
  'y'.repeat(255),
  `${'k/'.repeat(40)}deep.txt`,
]

const LINKS = {
  'link.txt': 'a.txt',
  linkdir: 'd',
  'd/inner': 'e',
  out: '../outside',
  'out.txt': '../outside/secret.txt',
  up: '..',
  self: '.',
  dangling: 'nothing',
  loop: 'loop',
}

let base = ''
let root = ''
let socket: Server

/** One root with everything in it that the cases name, and secrets beside it. */
async function makeRoot(): Promise<void> {
  base = mkdtempSync(join(tmpdir(), 'yoi-plugin-test-'))
  root = join(base, 'root')
  mkdirSync(join(base, 'outside'))
  for (const file of ['secret.txt', 'outside/secret.txt']) writeFileSync(join(base, file), 'SECRET')
  for (const file of FILES) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), 'inside')
  }
  for (const [link, target] of Object.entries(LINKS)) symlinkSync(target, join(root, link))
  symlinkSync(join(root, 'a.txt'), join(root, 'absolute.txt'))
  writeFileSync(join(base, 'outside/hard.txt'), 'inside')
  linkSync(join(base, 'outside/hard.txt'), join(root, 'hard.txt'))
  execFileSync('mkfifo', [join(root, 'pipe')])
  socket = createServer()
  await new Promise<void>(resolve => socket.listen(join(root, 'socket'), resolve))
}

function pathOf({ path }: PathCase): string {
  if (typeof path === 'string') return path
  if ('below' in path) return join(root, path.below)
  return path.map(piece => (typeof piece === 'string' ? piece : piece.repeat.repeat(piece.times))).join('')
}

describe.each(WAYS_TO_HOLD)('paths below one root, held %s', (_, hold) => {
  beforeAll(makeRoot)
  afterAll(() => {
    socket.close()
    rmSync(base, { recursive: true, force: true })
  })

  test('there are enough spellings', () => {
    expect(new Set(cases.map(entry => JSON.stringify(entry.path))).size).toBeGreaterThanOrEqual(80)
  })

  test.each(cases.map(entry => [entry.operation, entry.why, entry] as const))(
    '%s: %s',
    async (operation, _why, entry) => {
      const path = pathOf(entry)
      const request = operation === 'write' ? { path, content: 'new' } : { path }
      const answer = await callFs(fsAuthority([wholeFolder(root)]), operation, request, hold)
      expect({ path, verdict: answer.ok ? 'accept' : 'reject' }).toEqual({ path, verdict: entry.expect })
      if (answer.ok && operation === 'read') expect(answer.value).toMatch(/"content":"(inside|new)"/)
      expect(JSON.stringify(answer)).not.toContain('SECRET')
      expect(readFileSync(join(base, 'secret.txt'), 'utf8')).toBe('SECRET')
      expect(readFileSync(join(base, 'outside/secret.txt'), 'utf8')).toBe('SECRET')
    },
  )
})
