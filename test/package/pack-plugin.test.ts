import { describe, expect, test } from 'vitest'
import { PACKAGE_LIMITS } from '../../src/contract/limits.ts'
import { packageDigest } from '../../src/package/digest.ts'
import { packageFileName, packPlugin } from '../../src/package/pack-plugin.ts'
import { readArchive } from '../../src/package/zip/read-archive.ts'
import { exampleFiles, filesOf } from '../support/package-vectors.ts'

describe('packPlugin', () => {
  test('makes an archive that reads back without a warning, its digest and its name', () => {
    const result = packPlugin(exampleFiles(), { id: 'acme.echo', version: '0.1.0' })
    if (!result.ok) throw new Error(result.refusal.message)
    expect(result.fileName).toBe('acme.echo-0.1.0.yoi-plugin')
    expect(result.digest).toBe(packageDigest(exampleFiles()))
    const reading = readArchive(result.bytes)
    expect(reading).toEqual({ ok: true, files: exampleFiles(), warnings: [] })
  })

  test('gives the same bytes whatever the order of the files', () => {
    const identity = { id: 'a', version: '1' }
    expect(packPlugin(new Map([...exampleFiles()].reverse()), identity)).toEqual(
      packPlugin(exampleFiles(), identity),
    )
  })

  test('hands on what the host would refuse', () => {
    const result = packPlugin(filesOf({ '../x': '' }), { id: 'a', version: '1' })
    expect(result).toMatchObject({ ok: false, refusal: { host: { kind: 'traversal', phase: 'discovery' } } })
  })

  test('packs larger files for a host that takes them', () => {
    const files = new Map([['big', new Uint8Array(PACKAGE_LIMITS.fileBytes + 1)]])
    const limits = { ...PACKAGE_LIMITS, fileBytes: 2 * PACKAGE_LIMITS.fileBytes }
    expect(packPlugin(files, { id: 'a', version: '1' }).ok).toBe(false)
    expect(packPlugin(files, { id: 'a', version: '1' }, limits).ok).toBe(true)
  })
})

describe('packageFileName', () => {
  test.each([
    ['1.2.3-rc.1+build_5', 'a-1.2.3-rc.1+build_5.yoi-plugin'],
    ['../../x', 'a-..-..-x.yoi-plugin'],
    ['1 2\n3', 'a-1-2-3.yoi-plugin'],
    ['v\u{10000}検', 'a-v--.yoi-plugin'],
    ['C:\\x', 'a-C--x.yoi-plugin'],
    ['9'.repeat(300), `a-${'9'.repeat(64)}.yoi-plugin`],
  ])('makes a plain file name of the version %j', (version, name) => {
    expect(packageFileName('a', version)).toBe(name)
  })

  test('stays within the length of a file name for the longest id', () => {
    expect(Buffer.byteLength(packageFileName('i'.repeat(128), 'v'.repeat(300)))).toBeLessThanOrEqual(255)
  })
})
