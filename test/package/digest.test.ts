import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { digestsMatch } from '../../src/grants/bind-grants.ts'
import { digestOfHashes, packageDigest } from '../../src/package/digest.ts'
import { EXAMPLE_MANIFEST, exampleFiles, filesOf } from '../support/package-vectors.ts'

const EXAMPLE = 'sha256:2946638187be8be8f07232677e07e93d45f6b2acef0f877867dbf3f659b7030e'

describe('packageDigest', () => {
  test('agrees with the worked example, whatever the order of the files', () => {
    expect(packageDigest(exampleFiles())).toBe(EXAMPLE)
    expect(packageDigest(new Map([...exampleFiles()].reverse()))).toBe(EXAMPLE)
  })

  test('agrees with the vector of a manifest alone', () => {
    expect(packageDigest(filesOf({ 'plugin.toml': EXAMPLE_MANIFEST }))).toBe(
      'sha256:40803d1bfe20b0599ef28110113815b809a1f9c05748b91a58ea6e0715941c23',
    )
  })

  test('agrees with the vector of no files at all', () => {
    expect(packageDigest(new Map())).toBe(
      'sha256:1d22f437233d2727ae9ddf72c696fb0c435349ba05498b7dbe840c25e790c3f4',
    )
  })

  test('orders paths by UTF-8 bytes, where U+FFEE comes before U+10000', () => {
    expect(packageDigest(filesOf({ 'plugin.toml': EXAMPLE_MANIFEST, '\u{10000}': 'x', '\uffee': 'y' }))).toBe(
      'sha256:f02e7571d9feeeaf32159aa979c17f9893774357d0499a80f0ca5a677c3cabe7',
    )
  })

  test('is the same when only lengths and hashes of the files are known', () => {
    const hashes = new Map(
      [...exampleFiles()].map(([path, content]) => [
        path,
        { byteLength: content.byteLength, sha256: createHash('sha256').update(content).digest() },
      ]),
    )
    expect(digestOfHashes(hashes)).toBe(EXAMPLE)
  })
})

describe('a digest pin', () => {
  test('accepts a pin that is equal to the letter', () => {
    expect(digestsMatch(EXAMPLE, EXAMPLE)).toBe(true)
  })

  test.each([
    ['upper-case hex', EXAMPLE.toUpperCase().replace('SHA256', 'sha256')],
    ['an upper-case prefix', EXAMPLE.replace('sha256', 'SHA256')],
    ['no prefix', EXAMPLE.slice('sha256:'.length)],
    ['a space before', ` ${EXAMPLE}`],
    ['a space after', `${EXAMPLE} `],
    ['fewer digits', EXAMPLE.slice(0, -1)],
    ['nothing', ''],
  ])('refuses a pin with %s', (_, pin) => {
    expect(digestsMatch(pin, EXAMPLE)).toBe(false)
  })

  test('refuses two equal texts without the prefix', () => {
    const bare = EXAMPLE.slice('sha256:'.length)
    expect(digestsMatch(bare, bare)).toBe(false)
  })
})
