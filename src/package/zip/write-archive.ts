import { crc32 } from 'node:zlib'
import { PACKAGE_LIMITS, type PackageLimits } from '../../contract/limits.ts'
import type { Finding } from '../../finding.ts'
import { checkPackagePath } from '../../manifest/package-path.ts'
import { archiveTooLarge, fileTooLarge, tooManyFiles } from '../bounds-problem.ts'
import { sortByPath } from '../compare-paths.ts'
import type { PackageFiles } from '../loaded-plugin.ts'
import { unsafePath } from '../path-problem.ts'
import { CENTRAL_RECORD, END_RECORD, LOCAL_RECORD, STORED, UTF8_FLAG, ZIP_VERSION } from './zip-format.ts'

export type ArchiveWriting =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly refusal: Finding }

/** Computes the checksum of an entry; the host's own packer writes zero. */
export type Checksum = (content: Uint8Array) => number

/** The header has 16 bits for the length of a name. */
const MAX_NAME_BYTES = 65_535

interface Entry {
  readonly name: Uint8Array
  readonly content: Uint8Array
  readonly crc: number
  readonly localOffset: number
}

/**
 * Writes the archive that the host's packer would write, byte for byte, except that checksums are real by default:
 * the host accepts both, zip tools only these. The same files give the same bytes.
 * @source host contract 2.3
 */
export function writeArchive(
  files: PackageFiles,
  { limits = PACKAGE_LIMITS, checksum = crc32 }: { limits?: PackageLimits; checksum?: Checksum } = {},
): ArchiveWriting {
  const refused = refuseFiles(files, limits)
  if (refused) return { ok: false, refusal: refused }
  const entries: Entry[] = []
  let localOffset = 0
  for (const [path, content] of sortByPath(files)) {
    const name = Buffer.from(path, 'utf8')
    entries.push({ name, content, crc: checksum(content), localOffset })
    localOffset += LOCAL_RECORD.byteLength + name.byteLength + content.byteLength
  }
  const directoryBytes = entries.reduce(
    (sum, { name }) => sum + CENTRAL_RECORD.byteLength + name.byteLength,
    0,
  )
  const byteLength = localOffset + directoryBytes + END_RECORD.byteLength
  if (byteLength > limits.packageBytes) return { ok: false, refusal: archiveTooLarge(byteLength, limits) }
  const bytes = new Uint8Array(byteLength)
  writeEntries(bytes, entries, localOffset)
  writeEndRecord(new DataView(bytes.buffer, byteLength - END_RECORD.byteLength), {
    count: entries.length,
    directoryBytes,
    directoryOffset: localOffset,
  })
  return { ok: true, bytes }
}

function refuseFiles(files: PackageFiles, limits: PackageLimits): Finding | undefined {
  if (files.size > limits.entries) return tooManyFiles(files.size, limits)
  for (const [path, content] of sortByPath(files)) {
    if (checkPackagePath(path) !== undefined || Buffer.byteLength(path) > MAX_NAME_BYTES)
      return unsafePath(path)
    if (content.byteLength > limits.fileBytes) return fileTooLarge(path, content.byteLength, limits)
  }
  return undefined
}

function writeEntries(bytes: Uint8Array, entries: readonly Entry[], directoryOffset: number): void {
  let centralOffset = directoryOffset
  for (const entry of entries) {
    const { name, content, localOffset } = entry
    writeLocalHeader(new DataView(bytes.buffer, localOffset), entry)
    bytes.set(name, localOffset + LOCAL_RECORD.byteLength)
    bytes.set(content, localOffset + LOCAL_RECORD.byteLength + name.byteLength)
    writeCentralHeader(new DataView(bytes.buffer, centralOffset), entry)
    bytes.set(name, centralOffset + CENTRAL_RECORD.byteLength)
    centralOffset += CENTRAL_RECORD.byteLength + name.byteLength
  }
}

function writeLocalHeader(header: DataView, { name, content, crc }: Entry): void {
  const at = LOCAL_RECORD
  header.setUint32(0, at.signature, true)
  header.setUint16(at.needed, ZIP_VERSION, true)
  header.setUint16(at.flags, UTF8_FLAG, true)
  header.setUint16(at.method, STORED, true)
  header.setUint32(at.crc, crc, true)
  header.setUint32(at.compressedBytes, content.byteLength, true)
  header.setUint32(at.uncompressedBytes, content.byteLength, true)
  header.setUint16(at.nameBytes, name.byteLength, true)
}

function writeCentralHeader(header: DataView, { name, content, crc, localOffset }: Entry): void {
  const at = CENTRAL_RECORD
  header.setUint32(0, at.signature, true)
  header.setUint16(at.madeBy, ZIP_VERSION, true)
  header.setUint16(at.needed, ZIP_VERSION, true)
  header.setUint16(at.flags, UTF8_FLAG, true)
  header.setUint16(at.method, STORED, true)
  header.setUint32(at.crc, crc, true)
  header.setUint32(at.compressedBytes, content.byteLength, true)
  header.setUint32(at.uncompressedBytes, content.byteLength, true)
  header.setUint16(at.nameBytes, name.byteLength, true)
  header.setUint32(at.localOffset, localOffset, true)
}

function writeEndRecord(
  record: DataView,
  end: { count: number; directoryBytes: number; directoryOffset: number },
): void {
  record.setUint32(0, END_RECORD.signature, true)
  record.setUint16(END_RECORD.entriesOnDisk, end.count, true)
  record.setUint16(END_RECORD.entries, end.count, true)
  record.setUint32(END_RECORD.directoryBytes, end.directoryBytes, true)
  record.setUint32(END_RECORD.directoryOffset, end.directoryOffset, true)
}
