import { PACKAGE_LIMITS, type PackageLimits } from '../../contract/limits.ts'
import type { Finding } from '../../finding.ts'
import { quote } from '../../quote.ts'
import { archiveTooLarge, fileTooLarge, totalTooLarge } from '../bounds-problem.ts'
import { sortByPath } from '../compare-paths.ts'
import type { PackageFiles } from '../loaded-plugin.ts'
import { symbolicLink } from '../path-problem.ts'
import { compressedEntry, damaged, duplicatePath, encryptedEntry } from './archive-problem.ts'
import { warnAboutArchive } from './archive-warnings.ts'
import {
  type CentralEntry,
  hasSignature,
  type LocatedEntry,
  type Outcome,
  readCentralDirectory,
} from './central-directory.ts'
import { ENCRYPTED_FLAG, LOCAL_RECORD, STORED } from './zip-format.ts'

/** What the host makes of an archive: its files, or the one problem at which it stops. */
export type ArchiveReading =
  | { readonly ok: true; readonly files: PackageFiles; readonly warnings: readonly Finding[] }
  | { readonly ok: false; readonly refusal: Finding }

const FILE_TYPE_MASK = 0o170000
const SYMLINK_TYPE = 0o120000

/**
 * Reads a `.yoi-plugin` archive with exactly the host's acceptance, in its order. Never throws.
 * @returns files that are views into `bytes`, in ascending UTF-8 byte order of their paths
 * @source host contract 2.2
 */
export function readArchive(bytes: Uint8Array, limits: PackageLimits = PACKAGE_LIMITS): ArchiveReading {
  if (bytes.byteLength > limits.packageBytes)
    return { ok: false, refusal: archiveTooLarge(bytes.byteLength, limits) }
  const archive = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const directory = readCentralDirectory(archive, limits)
  if (!directory.ok) return directory
  const files = new Map<string, Uint8Array>()
  const located: LocatedEntry[] = []
  let totalBytes = 0
  for (const entry of directory.value.entries) {
    totalBytes += entry.uncompressedBytes
    const content = readEntry(bytes, entry, totalBytes, limits)
    if (!content.ok) return content
    if (files.has(entry.path)) return { ok: false, refusal: duplicatePath(entry.path) }
    files.set(entry.path, content.value)
    located.push({ entry, content: content.value })
  }
  return { ok: true, files: sortByPath(files), warnings: warnAboutArchive(archive, directory.value, located) }
}

function readEntry(
  bytes: Uint8Array,
  entry: CentralEntry,
  totalBytes: number,
  limits: PackageLimits,
): Outcome<Uint8Array> {
  const refused = refuseEntry(entry, totalBytes, limits)
  if (refused) return { ok: false, refusal: refused }
  const start = locateContent(bytes, entry)
  if (typeof start !== 'number') return { ok: false, refusal: start }
  const end = start + entry.compressedBytes
  if (end > bytes.byteLength)
    return { ok: false, refusal: damaged(`The content of ${quote(entry.path)} is cut off.`) }
  if (entry.compressedBytes !== entry.uncompressedBytes)
    return {
      ok: false,
      refusal: damaged(
        `${quote(entry.path)} is stored, yet has ${entry.compressedBytes} bytes packed and ${entry.uncompressedBytes} unpacked.`,
      ),
    }
  return { ok: true, value: bytes.subarray(start, end) }
}

function refuseEntry(entry: CentralEntry, totalBytes: number, limits: PackageLimits): Finding | undefined {
  if (entry.flags & ENCRYPTED_FLAG) return encryptedEntry(entry.path)
  if (((entry.externalAttributes >>> 16) & FILE_TYPE_MASK) === SYMLINK_TYPE) return symbolicLink(entry.path)
  if (entry.method !== STORED) return compressedEntry(entry.path, entry.method)
  if (entry.uncompressedBytes > limits.fileBytes)
    return fileTooLarge(entry.path, entry.uncompressedBytes, limits)
  if (totalBytes > limits.totalBytes) return totalTooLarge(entry.path, totalBytes, limits)
  return undefined
}

/** Checks the local header against the central record; returns where the content starts. */
function locateContent(bytes: Uint8Array, entry: CentralEntry): number | Finding {
  const archive = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const offset = entry.localOffset
  const name = quote(entry.path)
  if (!hasSignature(archive, offset, LOCAL_RECORD.signature))
    return damaged(`There is no entry header for ${name} at byte ${offset}.`)
  if (offset + LOCAL_RECORD.byteLength > archive.byteLength)
    return damaged(`The entry header of ${name} is cut off.`)
  if (archive.getUint16(offset + LOCAL_RECORD.flags, true) !== entry.flags)
    return damaged(`The flags of ${name} differ between its entry header and the table of contents.`)
  if (archive.getUint16(offset + LOCAL_RECORD.method, true) !== entry.method)
    return damaged(`The method of ${name} differs between its entry header and the table of contents.`)
  return (
    offset +
    LOCAL_RECORD.byteLength +
    archive.getUint16(offset + LOCAL_RECORD.nameBytes, true) +
    archive.getUint16(offset + LOCAL_RECORD.extraBytes, true)
  )
}
