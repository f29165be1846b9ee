import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { digestsMatch } from '../../src/grants/bind-grants.ts'
import { digestOfHashes, packageDigest } from '../../src/package/digest.ts'
import { digestCases, pinCases } from './digest-cases.ts'

describe.each(digestCases.map(one => [one.id, one] as const))('%s', (_, { files, digest, why }) => {
  test(why, () => {
    expect(packageDigest(files)).toBe(digest)
    expect(packageDigest(new Map([...files].reverse()))).toBe(digest)
  })

  test('is the same when only lengths and hashes of the files are known', () => {
    const hashes = [...files].map(([path, content]) => {
      const sha256 = createHash('sha256').update(content).digest()
      return [path, { byteLength: content.byteLength, sha256 }] as const
    })
    expect(digestOfHashes(new Map(hashes))).toBe(digest)
  })
})

describe.each(pinCases.map(one => [one.id, one] as const))('%s', (_, { pin, actual, isEqual, why }) => {
  test(why, () => {
    expect(digestsMatch(pin, actual)).toBe(isEqual)
  })
})

test('the data file for other hosts holds exactly these cases', async () => {
  const text = `${JSON.stringify([...digestCases.map(digestData), ...pinCases.map(pinData)], null, 2)}\n`
  await expect(text).toMatchFileSnapshot('../conformance/digest.json')
})

function digestData({ id, why, files, digest }: (typeof digestCases)[number]) {
  const encoded = [...files].map(([path, content]) => [path, Buffer.from(content).toString('base64')])
  return {
    id,
    area: 'digest',
    input: { files_base64: Object.fromEntries(encoded) },
    expect: 'accept',
    why,
    digest,
  }
}

function pinData({ id, why, pin, actual, isEqual }: (typeof pinCases)[number]) {
  const input = { pin, actual }
  return isEqual
    ? { id, area: 'digest', input, expect: 'accept', why }
    : { id, area: 'digest', input, expect: 'reject', kind: 'digest', phase: 'resolution', why }
}
