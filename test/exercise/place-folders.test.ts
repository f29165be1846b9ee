import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { placeFolders } from '../../src/exercise/place-folders.io.ts'
import { emptyFolder, readTree } from '../support/run-cli.ts'

let project = ''
beforeEach(() => {
  project = join(emptyFolder(), 'project')
  mkdirSync(join(project, 'data/deep'), { recursive: true })
  writeFileSync(join(project, 'data/a.txt'), 'a')
  writeFileSync(join(project, 'data/deep/b.txt'), 'b')
})

const place = (root: string) => placeFolders(project, [{ root, operations: ['read', 'write'] }])

describe('placeFolders', () => {
  test('copies a folder to a place of its own, for this user only, and takes it away again', () => {
    const placed = place('data')
    if (!placed.ok) throw new Error(placed.problem)
    const root = placed.fs[0]!.root
    expect(root.startsWith(project)).toBe(false)
    expect(readFileSync(join(root, 'deep/b.txt'), 'utf8')).toBe('b')
    expect(statSync(root).mode & 0o077).toBe(0)
    writeFileSync(join(root, 'a.txt'), 'changed')
    expect(readFileSync(join(project, 'data/a.txt'), 'utf8')).toBe('a')
    placed.dispose()
    expect(existsSync(root)).toBe(false)
  })

  test('copies a folder once, so that grants of one folder, or of one inside the other, see the same files', () => {
    const placed = placeFolders(project, [
      { root: 'data/deep', operations: ['write'] },
      { root: 'data', operations: ['read'] },
      { root: 'data', operations: ['list'] },
    ])
    if (!placed.ok) throw new Error(placed.problem)
    const [deep, first, second] = placed.fs.map(({ root }) => root)
    writeFileSync(join(deep!, 'new.txt'), 'new')
    for (const root of [first!, second!]) expect(readFileSync(join(root, 'deep/new.txt'), 'utf8')).toBe('new')
    expect(placed.fs.map(({ label }) => label)).toEqual(['data/deep', 'data', 'data'])
    expect(first).toBe(join(placed.projectCopy, 'data'))
    placed.dispose()
  })

  test('makes the copy anew, without what was written meanwhile', () => {
    const placed = place('data')
    if (!placed.ok) throw new Error(placed.problem)
    const root = placed.fs[0]!.root
    writeFileSync(join(root, 'a.txt'), 'changed')
    mkdirSync(join(root, 'new/deep'), { recursive: true })
    expect(placed.renew()).toBe(null)
    expect(readTree(root)).toEqual({ 'a.txt': 'a', 'deep/b.txt': 'b' })
    expect(readdirSync(root).sort()).toEqual(['a.txt', 'deep'])
    symlinkSync('/etc/passwd', join(project, 'data/link'))
    expect(placed.renew()).toBe('"data/link" is no regular file (symlink)')
    placed.dispose()
  })

  test('leaves a copy as it is when nothing may be written in it', () => {
    const placed = placeFolders(project, [
      { root: 'data', operations: ['read', 'list'] },
      { root: 'data/deep', operations: ['read'] },
    ])
    if (!placed.ok) throw new Error(placed.problem)
    const made = statSync(join(placed.projectCopy, 'data/a.txt')).ino
    writeFileSync(join(placed.projectCopy, 'data/mark'), '')
    expect(placed.renew()).toBe(null)
    expect(existsSync(join(placed.projectCopy, 'data/mark'))).toBe(true)
    expect(statSync(join(placed.projectCopy, 'data/a.txt')).ino).toBe(made)
    placed.dispose()
  })

  test('makes a copy anew when something may be written in a folder inside it, and no other', () => {
    mkdirSync(join(project, 'other'))
    const placed = placeFolders(project, [
      { root: 'data', operations: ['read'] },
      { root: 'data/deep', operations: ['write'] },
      { root: 'other', operations: ['read'] },
    ])
    if (!placed.ok) throw new Error(placed.problem)
    for (const folder of ['data/deep', 'other']) writeFileSync(join(placed.projectCopy, folder, 'mark'), '')
    expect(placed.renew()).toBe(null)
    expect(readTree(placed.projectCopy)).toEqual({
      'data/a.txt': 'a',
      'data/deep/b.txt': 'b',
      'other/mark': '',
    })
    placed.dispose()
  })

  test('copies the folder and not others that begin with its name', () => {
    mkdirSync(join(project, 'data2'))
    const placed = placeFolders(project, [
      { root: 'data', operations: ['read'] },
      { root: 'data2', operations: ['read'] },
    ])
    if (!placed.ok) throw new Error(placed.problem)
    expect(readdirSync(placed.projectCopy).sort()).toEqual(['data', 'data2'])
    placed.dispose()
  })

  test.each(['../project/data', '/etc', '~', 'data/../..', './data', '', 'C:/x', 'data\\deep'])(
    'refuses the path %j',
    root => {
      expect(place(root)).toEqual({ ok: false, problem: expect.stringContaining('is no plain path') })
    },
  )

  test.each(['missing', 'data/a.txt'])('refuses %j, which is no folder', root => {
    expect(place(root)).toEqual({ ok: false, problem: expect.stringContaining('is missing, no folder') })
  })

  test('follows no link: neither to the folder, nor on the way to it, nor inside it', () => {
    const outside = emptyFolder()
    mkdirSync(join(outside, 'secret'))
    writeFileSync(join(outside, 'secret/key'), 'secret')
    symlinkSync(outside, join(project, 'link'))
    mkdirSync(join(project, 'inner'))
    symlinkSync(join(outside, 'secret/key'), join(project, 'inner/key'))
    expect(place('link')).toMatchObject({ ok: false })
    expect(place('link/secret')).toMatchObject({ ok: false })
    expect(place('inner')).toEqual({ ok: false, problem: '"inner/key" is no regular file (symlink)' })
  })

  test('takes neither pipes nor more than its bounds', () => {
    execFileSync('mkfifo', [join(project, 'data/pipe')])
    expect(place('data')).toEqual({ ok: false, problem: '"data/pipe" is no regular file (not-a-file)' })
    mkdirSync(join(project, 'many'))
    for (let index = 0; index <= 1_000; index++) writeFileSync(join(project, 'many', String(index)), '')
    expect(place('many')).toEqual({
      ok: false,
      problem: 'the granted folders hold more than 1000 files and folders',
    })
    for (let index = 0; index <= 1_000; index++)
      mkdirSync(join(project, 'empty', String(index)), { recursive: true })
    expect(place('empty')).toEqual(place('many'))
    mkdirSync(join(project, `long${`/${'x'.repeat(250)}`.repeat(5)}`), { recursive: true })
    expect(place('long')).toEqual({ ok: false, problem: expect.stringContaining('longer than 1024 bytes') })
    mkdirSync(join(project, `deep${'/d'.repeat(18)}`), { recursive: true })
    expect(place('deep')).toEqual({ ok: false, problem: expect.stringContaining('deeper than 16 folders') })
  })
})

test.runIf(process.platform === 'linux').each(['file', 'folder'])(
  'a %s whose name is not UTF-8 is a problem of the project',
  kind => {
    const path = Buffer.concat([Buffer.from(join(project, 'data/b')), Buffer.from([0xff, 0xfe])])
    if (kind === 'file') writeFileSync(path, '')
    else mkdirSync(path)
    expect(place('data')).toEqual({ ok: false, problem: 'a name in "data" is not UTF-8: "b\ufffd\ufffd"' })
  },
)

test('a folder that we may not look into is a problem of the project, unless we may look into everything', () => {
  chmodSync(join(project, 'data/deep'), 0)
  const placed = place('data')
  if (process.getuid?.() === 0) expect(placed.ok).toBe(true)
  else expect(placed).toEqual({ ok: false, problem: '"data/deep" cannot be read: permission denied' })
  if (placed.ok) placed.dispose()
})

describe('without a place for temporary files', () => {
  afterEach(() => vi.unstubAllEnvs())

  test.each(['missing', 'data/a.txt'])('(%s) it says what to set, and exits with 2', name => {
    vi.stubEnv('TMPDIR', join(project, name))
    expect(() => place('data')).toThrow(UserError)
    expect(() => place('data')).toThrow(/^No temporary folder can be made in ".*" \((ENOENT|ENOTDIR)\)\.$/)
  })
})

test('a process that ends without a word leaves no copy behind', () => {
  const listeners = process.listenerCount('exit')
  const placed = place('data')
  expect(process.listenerCount('exit')).toBe(listeners + 1)
  const [remove] = process.listeners('exit').slice(-1)
  remove?.call(process, 0)
  expect(placed.ok && existsSync(placed.fs[0]!.root)).toBe(false)
  if (placed.ok) placed.dispose()
  expect(process.listenerCount('exit')).toBe(listeners)
})
