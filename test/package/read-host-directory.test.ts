import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PACKAGE_LIMITS } from '../../src/contract/limits.ts'
import { packageDigest } from '../../src/package/digest.ts'
import { digestHostDirectory, readHostDirectory } from '../../src/package/read-host-directory.io.ts'
import { readPackage } from '../../src/package/read-package.io.ts'
import { makeFifo, makeSparseFile } from '../support/odd-files.ts'
import { EXAMPLE_MANIFEST } from '../support/package-vectors.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()

/** What the host says of a folder: nothing, or the kind of its one diagnostic. Both readers must agree. */
function verdict(folder: string, limits: object = {}): string | undefined {
  const all = { ...PACKAGE_LIMITS, ...limits }
  const { findings } = readHostDirectory(folder, all)
  const digest = digestHostDirectory(folder, all)
  expect(findings).toEqual(digest.ok ? [] : [digest.refusal])
  expect(findings.map(finding => finding.host?.phase)).toEqual(digest.ok ? [] : ['discovery'])
  return findings[0]?.host?.kind
}

describe('the walk of the host over a folder', () => {
  test('takes everything, dot files, sources, dependencies and earlier archives included', async () => {
    const paths = ['.env', '.git/HEAD', 'a.yoi-plugin', 'node_modules/x/y.js', 'plugin.toml', 'src/z.ts']
    const folder = makeFolder(Object.fromEntries(paths.map(path => [path, path])))
    mkdirSync(join(folder, 'empty/deep'), { recursive: true })
    const reading = await readPackage(folder, { asHostDirectory: true })
    expect([...reading.files.keys()]).toEqual(paths)
    expect(reading).toMatchObject({ inputKind: 'directory', isWhole: true, findings: [] })
  })

  test('gives the same digest with and without the files in memory: the worked example', () => {
    const folder = makeFolder({
      'plugin.toml': EXAMPLE_MANIFEST,
      'a.txt': 'hi',
      'dir/b.bin': Uint8Array.of(0, 1, 255),
      'Z.txt': '',
    })
    const expected = 'sha256:2946638187be8be8f07232677e07e93d45f6b2acef0f877867dbf3f659b7030e'
    expect(packageDigest(readHostDirectory(folder, PACKAGE_LIMITS).files)).toBe(expected)
    expect(digestHostDirectory(folder)).toEqual({ ok: true, digest: expected })
  })

  test('follows a link at the root and refuses one anywhere below it, wherever it points', () => {
    const folder = makeFolder({ 'plugin.toml': '', 'a/x': '' })
    const link = join(makeFolder(), 'root')
    symlinkSync(folder, link)
    expect(verdict(link)).toBeUndefined()
    for (const target of [join(folder, 'plugin.toml'), join(folder, 'a'), 'nowhere', '/']) {
      symlinkSync(target, join(folder, 'a/link'))
      expect(verdict(folder)).toBe('traversal')
      rmSync(join(folder, 'a/link'))
    }
  })

  test('passes over what is neither a file nor a folder', () => {
    const folder = makeFolder({ 'plugin.toml': '' })
    makeFifo(join(folder, 'pipe'))
    expect(verdict(folder)).toBeUndefined()
  })

  test('refuses a name that is not UTF-8 or not a package path', () => {
    for (const name of [Buffer.of(0x61, 0xff), Buffer.from('a\\b'), Buffer.from('~a'), Buffer.from('c:x')]) {
      const folder = makeFolder({ 'plugin.toml': '' })
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), '')
      expect(verdict(folder)).toBe('traversal')
    }
    expect(verdict(makeFolder({ 'plugin.toml': '', '...': '', 'a b\nc': '' }))).toBeUndefined()
  })

  test('refuses a file above 8 MiB unread, and takes one of exactly 8 MiB', () => {
    const folder = makeFolder({ 'plugin.toml': '' })
    makeSparseFile(join(folder, 'big'), PACKAGE_LIMITS.fileBytes)
    expect(verdict(folder)).toBeUndefined()
    makeSparseFile(join(folder, 'big'))
    expect(verdict(folder)).toBe('bounds')
  })

  test('takes 512 files and refuses 513', () => {
    const folder = makeFolder(
      Object.fromEntries(Array.from({ length: 512 }, (_, index) => [`d${index % 7}/f${index}`, ''])),
    )
    expect(verdict(folder)).toBeUndefined()
    writeFileSync(join(folder, 'one-more'), '')
    expect(verdict(folder)).toBe('bounds')
  })

  test('takes files of the whole limit together and refuses one byte more', () => {
    const folder = makeFolder({ 'plugin.toml': '12345', 'x/y': '67890' })
    expect(verdict(folder, { totalBytes: 10 })).toBeUndefined()
    expect(verdict(folder, { totalBytes: 9 })).toBe('bounds')
  })

  test('stops at the first problem in the order of the bytes of the names', () => {
    const folder = makeFolder({ 'b/file': '', 'plugin.toml': '' })
    makeSparseFile(join(folder, 'B'), PACKAGE_LIMITS.fileBytes + 1)
    symlinkSync('x', join(folder, 'a'))
    expect(verdict(folder)).toBe('bounds')
    rmSync(join(folder, 'B'))
    expect(verdict(folder)).toBe('traversal')
  })

  test('calls a missing root `io` and a root that is no folder `malformed`', () => {
    const folder = makeFolder({ file: '' })
    expect(verdict(join(folder, 'nowhere'))).toBe('io')
    expect(verdict(join(folder, 'file'))).toBe('malformed')
  })
})
