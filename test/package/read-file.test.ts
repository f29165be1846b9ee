import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hashFileInside, hashFileNoFollow } from '../../src/package/hash-file.io.ts'
import { type FileReading, osReason, readFileNoFollow } from '../../src/package/read-file.io.ts'
import { readFileInside } from '../../src/package/read-file-inside.io.ts'
import { makeFifo, makeSparseFile } from '../support/odd-files.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()

/** How one file is taken; reading and hashing must agree about what they refuse. */
function problemOf(path: string, limitBytes = 1000) {
  const reading = readFileNoFollow(path, limitBytes)
  const hashing = hashFileNoFollow(path, limitBytes)
  expect(hashing.ok).toBe(reading.ok)
  if (!reading.ok && !hashing.ok) expect(hashing.problem).toEqual(reading.problem)
  return reading.ok ? undefined : reading.problem
}

describe('a file', () => {
  test('is read whole up to its limit, and not at all above it', () => {
    const path = join(makeFolder({ a: '12345' }), 'a')
    expect(readFileNoFollow(path, 5)).toEqual({ ok: true, bytes: new TextEncoder().encode('12345') })
    expect(problemOf(path, 4)).toEqual({ kind: 'too-large', byteLength: 5 })
  })

  test('of no bytes is read as such', () => {
    expect(readFileNoFollow(join(makeFolder({ a: '' }), 'a'), 5)).toEqual({
      ok: true,
      bytes: new Uint8Array(),
    })
  })

  test('that is a link, a folder, a pipe, a gigabyte, or not there, is a problem of its own', () => {
    const folder = makeFolder({ a: 'x' })
    symlinkSync('a', join(folder, 'link'))
    mkdirSync(join(folder, 'sub'))
    makeFifo(join(folder, 'pipe'))
    makeSparseFile(join(folder, 'huge'))
    expect(problemOf(join(folder, 'link'))).toEqual({ kind: 'symlink' })
    expect(problemOf(join(folder, 'sub'))).toEqual({ kind: 'not-a-file', what: 'a folder' })
    expect(problemOf(join(folder, 'pipe'))).toEqual({ kind: 'not-a-file', what: 'a named pipe' })
    expect(problemOf(join(folder, 'huge'))).toEqual({ kind: 'too-large', byteLength: 1024 ** 3 })
    expect(problemOf(join(folder, 'none'))).toEqual({ kind: 'missing' })
    expect(problemOf(join(folder, 'a/below'))).toEqual({ kind: 'missing' })
    expect(problemOf(join(folder, 'x'.repeat(300)))).toEqual({ kind: 'missing' })
    expect(problemOf('a\0b')).toEqual({ kind: 'unreadable', reason: 'invalid input' })
  })

  test('that we may not read is unreadable, unless we may read everything', () => {
    const folder = makeFolder({ a: 'x' })
    chmodSync(join(folder, 'a'), 0)
    const expected =
      process.getuid?.() === 0 ? undefined : { kind: 'unreadable', reason: 'permission denied' }
    expect(problemOf(join(folder, 'a'))).toEqual(expected)
  })

  test('inside a folder is not reached over a link on the way', () => {
    const outside = makeFolder({ 'deep/a': 'secret' })
    const folder = makeFolder({ 'real/a': 'x', file: '' })
    symlinkSync(outside, join(folder, 'linked'))
    const problems = (path: string) => {
      const reading: FileReading = readFileInside(folder, path, 10)
      const hashing = hashFileInside(folder, path, 10)
      if (reading.ok || hashing.ok) throw new Error(`${path} was read`)
      expect(hashing.problem).toEqual(reading.problem)
      return reading.problem
    }
    expect(problems('linked/deep/a')).toEqual({ kind: 'symlink', folder: 'linked' })
    expect(problems('file/a')).toEqual({ kind: 'missing' })
    expect(problems('nowhere/a')).toEqual({ kind: 'missing' })
    expect(readFileInside(folder, 'real/a', 10).ok).toBe(true)
  })

  test.runIf(process.platform === 'linux')('that gives more bytes than it says is not read for ever', () => {
    const reading = readFileNoFollow('/proc/self/status', 10)
    expect(reading).toEqual({
      ok: false,
      problem: { kind: 'unreadable', reason: 'it grew while being read' },
    })
  })
})

test.each([
  ['ENOENT', 'not found'],
  ['EACCES', 'permission denied'],
  ['EEXIST', 'already exists'],
  ['EINVAL', 'invalid input'],
  ['EIO', 'I/O error (EIO)'],
  [undefined, 'I/O error'],
])('the error %s of the system is called %j', (code, reason) => {
  expect(osReason(Object.assign(new Error('/secret/path'), code === undefined ? {} : { code }))).toBe(reason)
})
