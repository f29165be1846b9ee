import { expect, test } from 'vitest'
import { PACKAGE_LIMITS } from '../../../src/contract/limits.ts'
import { checkPackagePath } from '../../../src/manifest/package-path.ts'
import { packageDigest } from '../../../src/package/digest.ts'
import { PACKAGE_RULES } from '../../../src/package/package-rules.ts'
import { type ArchiveReading, readArchive } from '../../../src/package/zip/read-archive.ts'
import { writeArchive } from '../../../src/package/zip/write-archive.ts'
import { type RandomSource, randomSource } from '../../support/random-source.ts'
import { centralRecordCases } from './central-record-cases.ts'
import { endRecordCases } from './end-record-cases.ts'
import { entryCases } from './entry-cases.ts'

const RUNS = 20_000
const SEED = 20_260_823
const MAX_MS = 60_000
const MAX_ONE_MS = 1_000

const seeds = [...endRecordCases, ...centralRecordCases, ...entryCases]
  .map(one => one.zip)
  .filter(zip => zip.byteLength < 2_000)

/** Values at which readers of zip files go wrong. */
const ODD_NUMBERS = [0, 1, 8, 21, 22, 45, 46, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff]
const SIGNATURES = [0x04034b50, 0x02014b50, 0x06054b50, 0x06064b50, 0x08074b50]

function mutate(zip: Uint8Array, random: RandomSource): Uint8Array {
  const bytes = Buffer.from(zip)
  if (bytes.byteLength < 4) return bytes
  const at = random.below(bytes.byteLength - 3)
  switch (random.below(7)) {
    case 0:
      bytes[at] = random.below(256)
      return bytes
    case 1:
      bytes.writeUInt16LE(random.pick(ODD_NUMBERS) & 0xffff, at)
      return bytes
    case 2:
      bytes.writeUInt32LE(random.pick(ODD_NUMBERS), at)
      return bytes
    case 3:
      bytes.writeUInt32LE(random.pick(SIGNATURES), at)
      return bytes
    case 4:
      return bytes.subarray(0, at)
    case 5:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(random.below(bytes.byteLength))])
    default:
      return Buffer.concat([bytes, random.pick(seeds)])
  }
}

function assertSound(reading: ArchiveReading): void {
  if (!reading.ok) {
    const { rule, severity, host, message } = reading.refusal
    expect({ isKnown: rule in PACKAGE_RULES, severity, phase: host?.phase }).toEqual({
      isKnown: true,
      severity: 'error',
      phase: 'discovery',
    })
    expect(message).toMatch(/^[\n\u0020-\uffff]+$/)
    return
  }
  const contents = [...reading.files.values()]
  expect([...reading.files.keys()].filter(path => checkPackagePath(path) !== undefined)).toEqual([])
  expect(contents.length).toBeLessThanOrEqual(PACKAGE_LIMITS.entries)
  expect(Math.max(0, ...contents.map(content => content.byteLength))).toBeLessThanOrEqual(
    PACKAGE_LIMITS.fileBytes,
  )
  const again = writeArchive(reading.files)
  const readAgain = again.ok ? readArchive(again.bytes) : again
  expect(readAgain.ok && packageDigest(readAgain.files)).toBe(packageDigest(reading.files))
}

test(`${RUNS} damaged archives are read or refused, none throws and none hangs`, {
  timeout: 2 * MAX_MS,
}, () => {
  const random = randomSource(SEED)
  const count = { accepted: 0, refused: 0 }
  let slowestMs = 0
  const startMs = performance.now()
  for (let run = 0; run < RUNS; run++) {
    let zip = random.pick(seeds)
    for (let step = random.below(4); step >= 0; step--) zip = mutate(zip, random)
    const beforeMs = performance.now()
    const reading = readArchive(zip)
    slowestMs = Math.max(slowestMs, performance.now() - beforeMs)
    assertSound(reading)
    count[reading.ok ? 'accepted' : 'refused']++
  }
  expect(performance.now() - startMs).toBeLessThan(MAX_MS)
  expect(slowestMs).toBeLessThan(MAX_ONE_MS)
  expect(count.accepted).toBeGreaterThan(RUNS / 20)
  expect(count.refused).toBeGreaterThan(RUNS / 5)
})
