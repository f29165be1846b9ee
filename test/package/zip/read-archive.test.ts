import { describe, expect, test } from 'vitest'
import { PACKAGE_LIMITS } from '../../../src/contract/limits.ts'
import { packageDigest } from '../../../src/package/digest.ts'
import { readArchive } from '../../../src/package/zip/read-archive.ts'
import { filesOf } from '../../support/package-vectors.ts'
import { type RawEntry, rawZip } from '../../support/raw-zip.ts'
import { type ArchiveCase, MANIFEST, restatedDigest } from './archive-case.ts'
import { centralRecordCases } from './central-record-cases.ts'
import { endRecordCases } from './end-record-cases.ts'
import { entryCases } from './entry-cases.ts'

const cases = [...endRecordCases, ...centralRecordCases, ...entryCases]
const CRC = 'package/crc-mismatch'

describe.each(cases.map(one => [one.id, one] as const))('%s', (_, { zip, files, refused, warns, why }) => {
  test(why, () => {
    const reading = readArchive(zip)
    if (files) {
      if (!reading.ok) throw new Error(reading.refusal.message)
      expect(reading.files).toEqual(filesOf(files))
      expect(packageDigest(reading.files)).toBe(restatedDigest(files))
      const rules = reading.warnings.map(warning => warning.rule)
      expect(rules.filter(rule => rule !== CRC || warns?.includes(CRC))).toEqual(warns ?? [])
    } else if (refused?.[1] === 'manifest') {
      expect(reading.ok && reading.files.has('plugin.toml')).toBe(false)
      expect(reading.ok).toBe(true)
    } else {
      expect(reading.ok ? 'accepted' : [reading.refusal.host?.kind, reading.refusal.host?.phase]).toEqual(
        refused,
      )
    }
  })
})

describe('readArchive', () => {
  test('reads views of the given bytes, also when those are a part of a larger buffer', () => {
    const zip = rawZip([MANIFEST])
    const padded = new Uint8Array(zip.byteLength + 7)
    padded.set(zip, 5)
    const reading = readArchive(padded.subarray(5, 5 + zip.byteLength))
    expect(reading.ok && reading.files.get('plugin.toml')?.buffer).toBe(padded.buffer)
  })

  test('refuses a file above 16 MiB by its size, and takes one of exactly 16 MiB', () => {
    const large = rawZip([MANIFEST], { prefix: new Uint8Array(PACKAGE_LIMITS.packageBytes - 193) })
    expect(large.byteLength).toBe(PACKAGE_LIMITS.packageBytes)
    expect(readArchive(large).ok).toBe(true)
    const larger = new Uint8Array(PACKAGE_LIMITS.packageBytes + 1)
    expect(readArchive(larger)).toMatchObject({ ok: false, refusal: { host: { kind: 'bounds' } } })
  })

  test('takes 512 entries', () => {
    const entries = Array.from({ length: 511 }, (_, index): RawEntry => ({ name: `f${index}` }))
    const reading = readArchive(rawZip([MANIFEST, ...entries]))
    expect(reading.ok && reading.files.size).toBe(512)
  })

  test('takes a file of 8 MiB, eight of them by overlapping, and not one byte more in sum', () => {
    const content = new Uint8Array(PACKAGE_LIMITS.fileBytes)
    const first: RawEntry = { name: 'f0', content }
    const shared = (index: number): RawEntry => ({
      name: `f${index}`,
      content,
      isCentralOnly: true,
      localOffset: 0,
    })
    const eight = [first, ...[1, 2, 3, 4, 5, 6, 7].map(shared)]
    const full = readArchive(rawZip(eight))
    expect(full.ok && full.files.size).toBe(8)
    const over = readArchive(rawZip([...eight, { name: 'f8', content: 'x' }]))
    expect(over).toMatchObject({
      ok: false,
      refusal: { rule: 'package/total-too-large', host: { kind: 'bounds' } },
    })
    expect(readArchive(rawZip([...eight, { name: 'f8' }])).ok).toBe(true)
  })

  test('says in one warning how many checksums are wrong, and whether it is the layout of the host', () => {
    const zero = readArchive(rawZip([MANIFEST, { name: 'empty' }]))
    expect(zero.ok && zero.warnings[0]?.message).toContain(
      "1 of 2 entries have the CRC-32 zero, as Yoi's own packer",
    )
    const wrong = readArchive(
      rawZip([
        { ...MANIFEST, crc: 5 },
        { name: 'empty', crc: 6 },
      ]),
    )
    expect(wrong.ok && wrong.warnings[0]?.message).toContain('2 of 2 entries have a wrong CRC-32')
  })

  test('counts the bytes that belong to no file, and lets the descriptor behind a content pass', () => {
    const warningsOf = (zip: Uint8Array) => {
      const reading = readArchive(zip)
      return reading.ok ? reading.warnings.filter(({ rule }) => rule === 'package/unlisted-bytes') : []
    }
    const hidden = { ...MANIFEST, after: new Uint8Array(7) }
    expect(warningsOf(rawZip([hidden], { prefix: new Uint8Array(5) }))).toMatchObject([
      { message: '12 bytes of the archive belong to none of its files, the first at byte 0.' },
    ])
    expect(warningsOf(rawZip([{ ...MANIFEST, flags: 8, after: new Uint8Array(16) }]))).toEqual([])
    expect(warningsOf(rawZip([MANIFEST]))).toEqual([])
  })

  test('quotes names that would change the terminal', () => {
    const reading = readArchive(rawZip([{ ...MANIFEST, name: '../\u001b[2J\u202e' }]))
    expect(reading.ok ? '' : reading.refusal.message).toContain('"../\\u001b[2J\\u202e"')
  })
})

test('the data file for other hosts holds exactly these cases', async () => {
  const text = `${JSON.stringify(cases.map(toData), null, 2)}\n`
  await expect(text).toMatchFileSnapshot('../../conformance/archive.json')
})

function toData({ id, why, zip, files, refused, isLarge }: ArchiveCase) {
  return {
    id,
    area: 'archive',
    input: isLarge ? { describe: why } : { zip_base64: Buffer.from(zip).toString('base64') },
    ...(files
      ? { expect: 'accept', why, digest: restatedDigest(files) }
      : { expect: 'reject', kind: refused?.[0], phase: refused?.[1], why }),
  }
}
