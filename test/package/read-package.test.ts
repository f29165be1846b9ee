import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PACKAGE_LIMITS } from '../../src/contract/limits.ts'
import { packageDigest } from '../../src/package/digest.ts'
import { packPlugin } from '../../src/package/pack-plugin.ts'
import type { PackageReading } from '../../src/package/package-reading.ts'
import { readPackage } from '../../src/package/read-package.io.ts'
import { makeFifo, makeSparseFile, ONE_GIGABYTE } from '../support/odd-files.ts'
import { EXAMPLE_MANIFEST } from '../support/package-vectors.ts'
import { rawZip } from '../support/raw-zip.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()

const MANIFEST = `${EXAMPLE_MANIFEST}
[runtime]
kind = "wasm-component"
world = "yoi:plugin/tool@1.0.0"
component = "plugin.component.wasm"

[[hooks]]
id = "h"
file = "hooks/start.json"
`

const PROJECT = {
  'plugin.toml': MANIFEST,
  'plugin.component.wasm': '\0asm\r\0\u0001\0',
  'hooks/start.json': '{}',
}

function refusalsOf({ findings }: PackageReading) {
  return findings.map(({ rule, host, at }) => [rule, host?.kind, host?.phase, at?.file])
}

describe('the pack selection of a folder', () => {
  test('is the manifest, what it names, and the documents at the root in any case', async () => {
    const documents = ['README.md', 'readme', 'LICENSE-MIT', 'Licence.txt', 'NOTICE', 'changelog.md']
    const others = ['src/plugin.ts', 'node_modules/x/README.md', 'docs/README.md', '.env', 'Cargo.toml']
    const folder = makeFolder({
      ...PROJECT,
      ...Object.fromEntries([...documents, ...others].map(path => [path, 'x'])),
      'yoi-plugin.toml': '',
      'readme-0.1.0.yoi-plugin': 'PK',
      '.yoi-plugin/map.json': '{}',
    })
    const reading = await readPackage(folder, { inputPath: './here' })
    expect([...reading.files.keys()]).toEqual([
      'LICENSE-MIT',
      'Licence.txt',
      'NOTICE',
      'README.md',
      'changelog.md',
      'hooks/start.json',
      'plugin.component.wasm',
      'plugin.toml',
      'readme',
    ])
    expect(reading).toMatchObject({
      inputKind: 'directory',
      inputPath: './here',
      isWhole: true,
      findings: [],
    })
  })

  test('has the digest of the archive that is made of it', async () => {
    const folder = makeFolder({ ...PROJECT, 'README.md': 'hi' })
    const { files } = await readPackage(folder)
    const packed = packPlugin(files, { id: 'acme.echo', version: '0.1.0' })
    if (!packed.ok) throw new Error(packed.refusal.message)
    writeFileSync(join(folder, packed.fileName), packed.bytes)
    const again = await readPackage(join(folder, packed.fileName))
    expect(again).toMatchObject({ inputKind: 'package', isWhole: true, findings: [] })
    expect(packageDigest(again.files)).toBe(packageDigest(files))
    expect(packageDigest((await readPackage(folder)).files)).toBe(packageDigest(files))
  })

  test('takes further files by include patterns, but no dot files, sources, dependencies or archives', async () => {
    const folder = makeFolder({
      ...PROJECT,
      'assets/a.json': '1',
      'assets/deep/b.json': '2',
      'assets/deep/.hidden.json': '3',
      'assets/src/c.json': '4',
      'src/d.json': '5',
      'node_modules/e.json': '6',
      'old.yoi-plugin': 'PK',
      '.config/f.json': '7',
    })
    const pathsFor = async (include: string[]) => {
      const reading = await readPackage(folder, { include })
      expect(reading.findings).toEqual([])
      return [...reading.files.keys()].filter(path => !(path in PROJECT))
    }
    expect(await pathsFor(['**/*.json'])).toEqual([
      'assets/a.json',
      'assets/deep/b.json',
      'assets/src/c.json',
    ])
    expect(await pathsFor(['**'])).toEqual(['assets/a.json', 'assets/deep/b.json', 'assets/src/c.json'])
    expect(await pathsFor(['assets/*.json'])).toEqual(['assets/a.json'])
    expect(await pathsFor(['assets/**/b.json', 'assets/a.json'])).toEqual([
      'assets/a.json',
      'assets/deep/b.json',
    ])
    expect(await pathsFor(['src/*.json', '.config/f.json'])).toEqual(['.config/f.json', 'src/d.json'])
  })

  test('reports include patterns that match nothing or cannot be used', async () => {
    const reading = await readPackage(makeFolder({ ...PROJECT, 'assets/a': '' }), {
      include: ['../x', 'missing/*.md', 'assets'],
    })
    expect(refusalsOf(reading)).toEqual([
      ['package/bad-include', undefined, undefined, 'yoi-plugin.toml'],
      ['package/unused-include', undefined, undefined, 'yoi-plugin.toml'],
      ['package/unused-include', undefined, undefined, 'yoi-plugin.toml'],
    ])
    expect(reading.isWhole).toBe(false)
  })

  test('follows no link, wherever it points, and still takes the other files', async () => {
    const outside = makeFolder({ secret: 'secret', 'deep/secret.json': 'secret' })
    const folder = makeFolder({ 'plugin.toml': MANIFEST, real: 'x', LICENSE: 'x' })
    symlinkSync(join(folder, 'real'), join(folder, 'README.md'))
    symlinkSync(outside, join(folder, 'hooks'))
    symlinkSync(join(outside, 'secret'), join(folder, 'plugin.component.wasm'))
    symlinkSync(outside, join(folder, 'assets'))
    const reading = await readPackage(folder, { include: ['assets/**', 'assets/*', '*.wasm'] })
    expect(refusalsOf(reading)).toEqual(
      ['README.md', 'assets', 'hooks', 'plugin.component.wasm'].map(path => [
        'package/symlink',
        'traversal',
        'discovery',
        path,
      ]),
    )
    expect([...reading.files.keys()]).toEqual(['LICENSE', 'plugin.toml'])
    expect(reading.isWhole).toBe(false)
  })

  test('never looks at a component or a hook outside the folder', async () => {
    const parent = makeFolder({ secret: 'secret', 'project/plugin.toml': '' })
    const folder = join(parent, 'project')
    writeFileSync(
      join(folder, 'plugin.toml'),
      MANIFEST.replace('plugin.component.wasm', '../secret').replace(
        'hooks/start.json',
        join(parent, 'secret'),
      ),
    )
    expect([...(await readPackage(folder)).files.keys()]).toEqual(['plugin.toml'])
  })

  test('takes a linked root for the folder that it points to', async () => {
    const folder = makeFolder(PROJECT)
    const link = join(makeFolder(), 'link')
    symlinkSync(folder, link)
    expect((await readPackage(link)).files.size).toBe(3)
  })

  test('explains a manifest that is a folder, a pipe, a link or a gigabyte', async () => {
    const folder = makeFolder()
    const path = join(folder, 'plugin.toml')
    const outcomes: unknown[] = []
    for (const make of [mkdirSync, makeFifo, (at: string) => symlinkSync('x', at), makeSparseFile]) {
      make(path)
      const reading = await readPackage(folder)
      expect(reading.files.size).toBe(0)
      expect(reading.unread).toEqual(new Set(['plugin.toml']))
      outcomes.push(...refusalsOf(reading))
      rmSync(path, { recursive: true })
    }
    expect(outcomes).toEqual([
      ['package/not-a-file', 'missing', 'manifest', 'plugin.toml'],
      ['package/not-a-file', 'missing', 'manifest', 'plugin.toml'],
      ['package/symlink', 'traversal', 'discovery', 'plugin.toml'],
      ['package/file-too-large', 'bounds', 'discovery', 'plugin.toml'],
    ])
  })

  test('names the bound of a manifest where plugin.toml is too large for any file', async () => {
    const folder = makeFolder()
    makeSparseFile(join(folder, 'plugin.toml'))
    expect((await readPackage(folder)).findings[0]).toMatchObject({
      message: `"plugin.toml" has ${ONE_GIGABYTE} bytes; Yoi reads a manifest of at most 65536.`,
      fix: 'Shorten it to 65536 bytes.',
    })
  })

  test('does not read a component of a gigabyte, but keeps one that is a little too large for its facts', async () => {
    const folder = makeFolder(PROJECT)
    const path = join(folder, 'plugin.component.wasm')
    const expected = [['package/file-too-large', 'bounds', 'discovery', 'plugin.component.wasm']]
    makeSparseFile(path)
    const huge = await readPackage(folder)
    expect(refusalsOf(huge)).toEqual(expected)
    expect(huge.findings[0]?.message).toContain(String(ONE_GIGABYTE))
    expect(huge.files.has('plugin.component.wasm')).toBe(false)
    makeSparseFile(path, PACKAGE_LIMITS.fileBytes + 1)
    const large = await readPackage(folder)
    expect(refusalsOf(large)).toEqual(expected)
    expect(large.files.get('plugin.component.wasm')?.byteLength).toBe(PACKAGE_LIMITS.fileBytes + 1)
    expect(large.isWhole).toBe(false)
  })

  test('refuses a document whose name is not UTF-8', async () => {
    const folder = makeFolder(PROJECT)
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/README`), Buffer.of(0xff)]), 'x')
    const reading = await readPackage(folder)
    expect(refusalsOf(reading)).toEqual([['package/unsafe-path', 'traversal', 'discovery', 'README\ufffd']])
  })

  test('escapes the name of a file also where it names the place', async () => {
    const folder = makeFolder(PROJECT)
    symlinkSync('x', join(folder, 'README\u001b[2J\u202e'))
    const [finding] = (await readPackage(folder)).findings
    expect(finding).toMatchObject({
      message: '"README\\u001b[2J\\u202e" is a symbolic link.',
      at: { file: 'README\\u001b[2J\\u202e' },
    })
  })

  test('stops at too many files and at too many bytes', async () => {
    const folder = makeFolder({ ...PROJECT, 'assets/a': 'x', 'assets/b': 'y' })
    const read = (limits: object) =>
      readPackage(folder, { include: ['assets/*'], limits: { ...PACKAGE_LIMITS, ...limits } })
    expect(refusalsOf(await read({ entries: 4 }))).toEqual([
      ['package/too-many-files', 'bounds', 'discovery', undefined],
    ])
    expect(refusalsOf(await read({ totalBytes: 100 }))).toEqual([
      ['package/total-too-large', 'bounds', 'discovery', undefined],
    ])
    expect(refusalsOf(await read({ entries: 5 }))).toEqual([])
  })

  test('is empty without a manifest, which is for the reader of the manifest to say', async () => {
    const reading = await readPackage(makeFolder({ 'src/x': '' }))
    expect(reading).toMatchObject({ isWhole: true, findings: [] })
    expect(reading.files.size).toBe(0)
  })
})

describe('a single file', () => {
  test('that is an archive gives its files and the warnings about it', async () => {
    const folder = makeFolder({
      'a.yoi-plugin': rawZip([{ name: 'plugin.toml', content: EXAMPLE_MANIFEST }]),
    })
    const reading = await readPackage(join(folder, 'a.yoi-plugin'))
    expect([...reading.files.keys()]).toEqual(['plugin.toml'])
    expect(reading.findings.map(finding => finding.rule)).toEqual(['package/crc-mismatch'])
    expect(reading.isWhole).toBe(true)
  })

  test('that is a component by its name or by its first bytes is one, also behind a link', async () => {
    const folder = makeFolder({ 'x.wasm': 'not wasm', y: '\0asm\r\0\u0001\0' })
    symlinkSync(join(folder, 'x.wasm'), join(folder, 'link.wasm'))
    for (const name of ['x.wasm', 'y', 'link.wasm']) {
      const reading = await readPackage(join(folder, name))
      expect(reading).toMatchObject({ inputKind: 'component', findings: [] })
      expect([...reading.files.keys()]).toEqual([name])
    }
  })

  test.each([
    [
      'random bytes',
      (path: string) => writeFileSync(path, Buffer.alloc(5000, 7)),
      'package/not-an-archive',
      'malformed',
    ],
    ['nothing', (path: string) => writeFileSync(path, ''), 'package/not-an-archive', 'malformed'],
    ['a gigabyte', (path: string) => makeSparseFile(path), 'package/archive-too-large', 'bounds'],
    ['a pipe', makeFifo, 'package/not-a-file', 'malformed'],
  ])('that is %s is refused with a finding', async (_, make, rule, kind) => {
    const path = join(makeFolder(), 'x.yoi-plugin')
    make(path)
    const reading = await readPackage(path)
    expect(reading).toMatchObject({
      inputKind: 'package',
      isWhole: false,
      findings: [{ rule, host: { kind } }],
    })
    expect(reading.files.size).toBe(0)
  })

  test('that is a gigabyte of wasm is refused unread', async () => {
    const path = join(makeFolder(), 'x.wasm')
    makeSparseFile(path)
    expect(refusalsOf(await readPackage(path))).toEqual([
      ['package/file-too-large', 'bounds', 'discovery', 'x.wasm'],
    ])
  })

  test('that is not there is a mistake at the keyboard', async () => {
    const path = join(makeFolder(), 'nowhere')
    await expect(readPackage(path, { inputPath: './nowhere' })).rejects.toMatchObject({
      name: 'UserError',
      code: 'input-missing',
      what: '"./nowhere" cannot be read: not found.',
    })
  })

  test('that is the manifest of a folder leads to the folder', async () => {
    const path = join(makeFolder(PROJECT), 'plugin.toml')
    await expect(readPackage(path)).rejects.toMatchObject({
      code: 'input-is-manifest',
      fix: 'Name the folder that holds it.',
    })
  })

  test('is named as it was typed, never by its place on this machine', async () => {
    const folder = makeFolder(PROJECT)
    renameSync(join(folder, 'plugin.toml'), join(folder, 'x'))
    mkdirSync(join(folder, 'plugin.toml'))
    expect(JSON.stringify((await readPackage(folder, { inputPath: '.' })).findings)).not.toContain(folder)
  })
})
