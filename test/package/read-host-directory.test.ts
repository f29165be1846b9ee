import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PACKAGE_LIMITS } from '../../src/contract/limits.ts'
import { packageDigest } from '../../src/package/digest.ts'
import { digestHostDirectory, readHostDirectory } from '../../src/package/read-host-directory.io.ts'
import { readPackage } from '../../src/package/read-package.io.ts'
import { exampleFiles } from '../support/package-vectors.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'
import { directoryCases } from './directory-cases.ts'

const makeFolder = useTemporaryFolders()

describe.each(directoryCases.map(one => [one.describe, one] as const))('a folder with %s', (_, one) => {
  test(one.why, async () => {
    const folder = makeFolder({ 'plugin.toml': '' })
    one.make(folder)
    const reading = await readPackage(folder, { asHostDirectory: true })
    const digest = digestHostDirectory(folder)
    if (one.refused === undefined) {
      expect(reading).toMatchObject({ isWhole: true, findings: [] })
      const paths = [...reading.files.keys()]
      if (one.paths) expect(paths.filter(path => path !== 'plugin.toml')).toEqual(one.paths)
      expect(digest).toEqual({ ok: true, digest: packageDigest(reading.files) })
    } else {
      expect(reading.findings).toMatchObject([{ host: { kind: one.refused, phase: 'discovery' } }])
      expect(reading.files.size).toBe(0)
      expect(digest).toEqual({ ok: false, refusal: reading.findings[0] })
    }
  })
})

describe('a root', () => {
  test('that is a link is the folder that it points to', () => {
    const link = join(makeFolder(), 'root')
    symlinkSync(makeFolder({ 'plugin.toml': '' }), link)
    expect(readHostDirectory(link, PACKAGE_LIMITS)).toMatchObject({ isWhole: true })
  })

  test('that is not there is `io`, one that is no folder is `malformed`', () => {
    const folder = makeFolder({ file: '' })
    for (const [name, kind] of [
      ['nowhere', 'io'],
      ['file', 'malformed'],
    ] as const)
      expect(readHostDirectory(join(folder, name), PACKAGE_LIMITS).findings).toMatchObject([
        { host: { kind, phase: 'discovery' } },
      ])
  })
})

test('the worked example has its digest also as a folder, in memory or not', () => {
  const folder = makeFolder(Object.fromEntries(exampleFiles()))
  const expected = 'sha256:2946638187be8be8f07232677e07e93d45f6b2acef0f877867dbf3f659b7030e'
  expect(packageDigest(readHostDirectory(folder, PACKAGE_LIMITS).files)).toBe(expected)
  expect(digestHostDirectory(folder)).toEqual({ ok: true, digest: expected })
})

test('files of the whole limit together are taken, one byte more is not', () => {
  const folder = makeFolder({ 'plugin.toml': '12345', 'x/y': '67890' })
  const kindFor = (totalBytes: number) =>
    readHostDirectory(folder, { ...PACKAGE_LIMITS, totalBytes }).findings[0]?.host?.kind
  expect(kindFor(10)).toBeUndefined()
  expect(kindFor(9)).toBe('bounds')
})
