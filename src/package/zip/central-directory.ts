import type { PackageLimits } from '../../contract/limits.ts'
import type { Finding } from '../../finding.ts'
import { checkPackagePath } from '../../manifest/package-path.ts'
import { tooManyFiles } from '../bounds-problem.ts'
import { damaged, notAnArchive, unsafeEntryName } from './archive-problem.ts'
import { CENTRAL_RECORD, END_RECORD, MAX_COMMENT_BYTES } from './zip-format.ts'

/** One central record; offsets count from the start of the archive. */
export interface CentralEntry {
  readonly path: string
  readonly nameBytes: Uint8Array
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly compressedBytes: number
  readonly uncompressedBytes: number
  readonly externalAttributes: number
  readonly localOffset: number
}

/** An entry and its content, a view into the archive. */
export interface LocatedEntry {
  readonly entry: CentralEntry
  readonly content: Uint8Array
}

/** The table of contents from `startOffset` to `nextOffset`, where its records stopped; `endOffset` is where the end record starts. */
export interface CentralDirectory {
  readonly entries: readonly CentralEntry[]
  readonly startOffset: number
  readonly endOffset: number
  readonly nextOffset: number
}

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Finding }

/**
 * Reads the end record and every declared central record; no name is left unchecked.
 * @source host contract 2.2 steps 2 to 4
 */
export function readCentralDirectory(archive: DataView, limits: PackageLimits): Outcome<CentralDirectory> {
  const endOffset = findEndRecord(archive)
  if (endOffset === undefined) return refuse(notAnArchive(archive.byteLength))
  if (
    archive.getUint16(endOffset + END_RECORD.disk, true) !== 0 ||
    archive.getUint16(endOffset + END_RECORD.directoryDisk, true) !== 0
  )
    return refuse(damaged('The archive says that it is split over several disks.'))
  const count = archive.getUint16(endOffset + END_RECORD.entries, true)
  if (count > limits.entries) return refuse(tooManyFiles(count, limits))
  const offset = archive.getUint32(endOffset + END_RECORD.directoryOffset, true)
  const byteLength = archive.getUint32(endOffset + END_RECORD.directoryBytes, true)
  if (offset + byteLength > archive.byteLength)
    return refuse(
      damaged(
        `The table of contents should end at byte ${offset + byteLength}, but the file has ${archive.byteLength} bytes.`,
      ),
    )
  return readRecords(archive, { offset, count, endOffset })
}

function readRecords(
  archive: DataView,
  { offset, count, endOffset }: { offset: number; count: number; endOffset: number },
): Outcome<CentralDirectory> {
  const entries: CentralEntry[] = []
  let nextOffset = offset
  for (let index = 0; index < count; index++) {
    const record = readRecord(archive, nextOffset, `${index + 1} of ${count}`)
    if (!record.ok) return record
    entries.push(record.value.entry)
    nextOffset = record.value.nextOffset
  }
  return { ok: true, value: { entries, startOffset: offset, endOffset, nextOffset } }
}

function readRecord(
  archive: DataView,
  offset: number,
  ordinal: string,
): Outcome<{ entry: CentralEntry; nextOffset: number }> {
  const at = CENTRAL_RECORD
  if (!hasSignature(archive, offset, at.signature))
    return refuse(damaged(`Entry ${ordinal} is not in the table of contents at byte ${offset}.`))
  if (offset + at.byteLength > archive.byteLength)
    return refuse(damaged(`Entry ${ordinal} of the table of contents is cut off.`))
  const nameStart = offset + at.byteLength
  const nameEnd = nameStart + archive.getUint16(offset + at.nameBytes, true)
  if (nameEnd > archive.byteLength) return refuse(damaged(`The name of entry ${ordinal} is cut off.`))
  const nameBytes = new Uint8Array(archive.buffer, archive.byteOffset + nameStart, nameEnd - nameStart)
  const path = decodeUtf8(nameBytes)
  if (path === undefined) return refuse(damaged(`The name of entry ${ordinal} is not UTF-8.`))
  if (checkPackagePath(path) !== undefined) return refuse(unsafeEntryName(path))
  const entry = {
    path,
    nameBytes,
    flags: archive.getUint16(offset + at.flags, true),
    method: archive.getUint16(offset + at.method, true),
    crc: archive.getUint32(offset + at.crc, true),
    compressedBytes: archive.getUint32(offset + at.compressedBytes, true),
    uncompressedBytes: archive.getUint32(offset + at.uncompressedBytes, true),
    externalAttributes: archive.getUint32(offset + at.externalAttributes, true),
    localOffset: archive.getUint32(offset + at.localOffset, true),
  }
  const extraBytes = archive.getUint16(offset + at.extraBytes, true)
  const commentBytes = archive.getUint16(offset + at.commentBytes, true)
  return { ok: true, value: { entry, nextOffset: nameEnd + extraBytes + commentBytes } }
}

/** The comment length is never read: a wrong one, and bytes after the end, do not hide the record. */
function findEndRecord(archive: DataView): number | undefined {
  const latest = archive.byteLength - END_RECORD.byteLength
  for (let offset = latest; offset >= 0 && offset >= latest - MAX_COMMENT_BYTES; offset--)
    if (archive.getUint32(offset, true) === END_RECORD.signature) return offset
  return undefined
}

/** False also when the archive ends before the signature does. */
export function hasSignature(archive: DataView, offset: number, signature: number): boolean {
  return offset + 4 <= archive.byteLength && archive.getUint32(offset, true) === signature
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function refuse(finding: Finding): { readonly ok: false; readonly refusal: Finding } {
  return { ok: false, refusal: finding }
}
