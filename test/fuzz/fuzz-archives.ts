import { PACKAGE_LIMITS } from '../../src/contract/limits.ts'
import type { Finding } from '../../src/finding.ts'
import { checkPackagePath } from '../../src/manifest/package-path.ts'
import { packageDigest } from '../../src/package/digest.ts'
import type { PackageFiles } from '../../src/package/loaded-plugin.ts'
import { PACKAGE_RULES } from '../../src/package/package-rules.ts'
import { readStorePackage } from '../../src/package/read-store-package.ts'
import { readArchive } from '../../src/package/zip/read-archive.ts'
import { writeArchive } from '../../src/package/zip/write-archive.ts'
import { centralRecordCases } from '../package/zip/central-record-cases.ts'
import { endRecordCases } from '../package/zip/end-record-cases.ts'
import { entryCases } from '../package/zip/entry-cases.ts'
import { type RandomSource, randomSource } from '../support/random-source.ts'
import { type FuzzReport, timed } from './fuzz-report.ts'

const SEED = 20_260_823

/** Values at which readers of zip files go wrong. */
const ODD_NUMBERS = [0, 1, 8, 21, 22, 45, 46, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff]
const SIGNATURES = [0x04034b50, 0x02014b50, 0x06054b50, 0x06064b50, 0x08074b50]

const ORIGIN = { source: 'project', path: 'x', label: 'x' } as const

/**
 * Reads damaged archives: nothing throws, a refusal has its words, and what is accepted keeps to every limit and survives
 * being written again.
 */
export function fuzzArchives(runs: number): FuzzReport {
  const seeds = [...endRecordCases, ...centralRecordCases, ...entryCases]
    .map(one => one.zip)
    .filter(zip => zip.byteLength < 2_000)
  const random = randomSource(SEED)
  const outcomes = { accepted: 0, refused: 0 }
  let slowestMs = 0
  for (let run = 0; run < runs; run += 1) {
    let zip = random.pick(seeds)
    for (let step = random.below(4); step >= 0; step--) zip = mutate(zip, random, seeds)
    const tookMs = timed(zip, () => {
      outcomes[judge(zip)] += 1
    })
    slowestMs = Math.max(slowestMs, tookMs)
  }
  return { runs, outcomes, slowestMs }
}

function mutate(zip: Uint8Array, random: RandomSource, seeds: readonly Uint8Array[]): Uint8Array {
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

function judge(zip: Uint8Array): 'accepted' | 'refused' {
  const reading = readArchive(zip)
  const outcome = readStorePackage(zip, ORIGIN)
  if (!reading.ok) {
    assertWorded(reading.refusal)
    if (outcome.ok) throw new Error('a refused archive is a package')
    return 'refused'
  }
  for (const warning of reading.warnings)
    if (!(warning.rule in PACKAGE_RULES)) throw new Error(`${warning.rule} is no rule`)
  assertWithinLimits(reading.files)
  return 'accepted'
}

function assertWorded({ rule, severity, host, message }: Finding): void {
  const isKnown = rule in PACKAGE_RULES && severity === 'error' && host?.phase === 'discovery'
  if (!isKnown || !/^[\n\u0020-\uffff]+$/.test(message)) throw new Error(`${rule} is no sound refusal`)
}

function assertWithinLimits(files: PackageFiles): void {
  const { entries, fileBytes } = PACKAGE_LIMITS
  const isWithin =
    files.size <= entries && [...files.values()].every(content => content.byteLength <= fileBytes)
  if (!isWithin || [...files.keys()].some(path => checkPackagePath(path) !== undefined))
    throw new Error('what was accepted is above a limit or has an unsafe path')
  const again = writeArchive(files)
  const readAgain = again.ok ? readArchive(again.bytes) : again
  if (!readAgain.ok || packageDigest(readAgain.files) !== packageDigest(files))
    throw new Error('what was accepted is not the same when it is written again')
}
