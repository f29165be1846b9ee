import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { PACKAGE_LIMITS } from '../../../src/contract/limits.ts'
import { packageDigest } from '../../../src/package/digest.ts'
import type { PackageFiles } from '../../../src/package/loaded-plugin.ts'
import { readArchive } from '../../../src/package/zip/read-archive.ts'
import { writeArchive } from '../../../src/package/zip/write-archive.ts'
import { EXAMPLE_MANIFEST, exampleFiles, filesOf } from '../../support/package-vectors.ts'

const zeroChecksum = () => 0

function written(files: PackageFiles, options?: Parameters<typeof writeArchive>[1]): Uint8Array {
  const writing = writeArchive(files, options)
  if (!writing.ok) throw new Error(writing.refusal.message)
  return writing.bytes
}

function refusalOf(files: PackageFiles, options?: Parameters<typeof writeArchive>[1]) {
  const writing = writeArchive(files, options)
  return writing.ok ? undefined : { rule: writing.refusal.rule, ...writing.refusal.host }
}

describe('writeArchive', () => {
  test.each([
    [
      'one file',
      filesOf({ 'plugin.toml': EXAMPLE_MANIFEST }),
      193,
      'ad047f44b03ffeb50a74d4e05acc638d7bb6bb2b7f152e1a370b2e2282bb146d',
    ],
    ['four files', exampleFiles(), 464, '1c033ef41937ec6c4e266bc0dea6d00d54720d93d2cdc601f16d09d1aa90b699'],
  ])('writes the reference archive of %s when checksums are zero', (_, files, byteLength, sha256) => {
    const bytes = written(files, { checksum: zeroChecksum })
    expect(bytes.byteLength).toBe(byteLength)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  })

  test('differs from the host only in the two checksums of each file', () => {
    const real = written(exampleFiles())
    const host = written(exampleFiles(), { checksum: zeroChecksum })
    const different = [...real.keys()].filter(index => real[index] !== host[index])
    expect(real.byteLength).toBe(host.byteLength)
    expect(different.length).toBeGreaterThan(0)
    expect(different.length).toBeLessThanOrEqual(4 * 2 * 4)
    expect(readArchive(real)).toMatchObject({ ok: true, warnings: [] })
  })

  test('is read back as the same files in byte order, with the same digest', () => {
    const files = filesOf({ '\u{10000}': 'x', '\uffee': 'y', 'plugin.toml': EXAMPLE_MANIFEST })
    const reading = readArchive(written(files))
    if (!reading.ok) throw new Error(reading.refusal.message)
    expect([...reading.files.keys()]).toEqual(['plugin.toml', '\uffee', '\u{10000}'])
    expect(packageDigest(reading.files)).toBe(packageDigest(files))
  })

  test('refuses more than 512 files before it looks at a path', () => {
    const files = new Map(Array.from({ length: 513 }, (_, index) => [`../${index}`, new Uint8Array()]))
    expect(refusalOf(files)).toEqual({ rule: 'package/too-many-files', kind: 'bounds', phase: 'discovery' })
    const most = new Map([...files].slice(1).map(([path, content]) => [path.slice(3), content]))
    expect(refusalOf(most)).toBeUndefined()
  })

  test('refuses a path that could leave the package, and a name that no header can hold', () => {
    expect(refusalOf(filesOf({ 'a/../b': '' }))).toMatchObject({ kind: 'traversal' })
    expect(refusalOf(filesOf({ ['x'.repeat(65_536)]: '' }))).toMatchObject({ kind: 'traversal' })
    expect(refusalOf(filesOf({ ['x'.repeat(65_535)]: '' }))).toBeUndefined()
  })

  test('takes a file of exactly 8 MiB and refuses one byte more', () => {
    const largest = new Uint8Array(PACKAGE_LIMITS.fileBytes)
    expect(refusalOf(new Map([['a', largest]]))).toBeUndefined()
    expect(refusalOf(new Map([['a', new Uint8Array(PACKAGE_LIMITS.fileBytes + 1)]]))).toEqual({
      rule: 'package/file-too-large',
      kind: 'bounds',
      phase: 'discovery',
    })
  })

  test('takes an archive of exactly the limit and refuses one byte more', () => {
    const overhead = 22 + 2 * (30 + 46 + 2 * 1)
    const content = new Uint8Array(PACKAGE_LIMITS.fileBytes)
    const rest = PACKAGE_LIMITS.packageBytes - overhead - content.byteLength
    const files = (bytes: number) =>
      new Map([
        ['a', content],
        ['b', new Uint8Array(bytes)],
      ])
    expect(written(files(rest)).byteLength).toBe(PACKAGE_LIMITS.packageBytes)
    expect(refusalOf(files(rest + 1))).toEqual({
      rule: 'package/archive-too-large',
      kind: 'bounds',
      phase: 'discovery',
    })
  })
})
