import { crc32 } from 'node:zlib'
import type { Finding } from '../../finding.ts'
import { quote } from '../../quote.ts'
import { warning } from '../package-problem.ts'
import { REPACK } from './archive-problem.ts'
import {
  type CentralDirectory,
  type CentralEntry,
  hasSignature,
  type LocatedEntry,
} from './central-directory.ts'
import { findUnlistedBytes } from './unlisted-bytes.ts'
import { CENTRAL_RECORD, END_RECORD, LOCAL_RECORD } from './zip-format.ts'

/** What the host tolerates in an archive and a person should know. @source host contract 2.2 consequences */
export function warnAboutArchive(
  archive: DataView,
  directory: CentralDirectory,
  located: readonly LocatedEntry[],
): readonly Finding[] {
  return [
    ...warnAboutChecksums(located),
    ...warnAboutLocalNames(
      archive,
      located.map(({ entry }) => entry),
    ),
    ...warnAboutUndeclaredEntries(archive, directory, located),
    ...warnAboutEnd(archive, directory.endOffset),
  ]
}

function warnAboutChecksums(located: readonly LocatedEntry[]): Finding[] {
  const wrong = located.filter(({ entry, content }) => crc32(content) !== entry.crc)
  const first = wrong[0]
  if (first === undefined) return []
  const isHostLayout = wrong.every(({ entry }) => entry.crc === 0)
  return [
    warning('package/crc-mismatch', {
      what: isHostLayout
        ? `${wrong.length} of ${located.length} entries have the CRC-32 zero, as Yoi's own packer writes it; the first is ${quote(first.entry.path)}.`
        : `${wrong.length} of ${located.length} entries have a wrong CRC-32; the first is ${quote(first.entry.path)}.`,
      why: 'Yoi never compares it, but zip tools report the archive as damaged, and so may it be.',
      fix: REPACK,
    }),
  ]
}

/** A zip tool that reads entry headers would unpack other files than the host sees. */
function warnAboutLocalNames(archive: DataView, entries: readonly CentralEntry[]): Finding[] {
  const different = entries.find(entry => !isLocalName(archive, entry))
  if (different === undefined) return []
  return [
    warning('package/local-name-differs', {
      what: `The entry header of ${quote(different.path)} carries another name than the table of contents.`,
      why: 'Yoi uses the table of contents; another tool may show or unpack another name.',
      fix: REPACK,
    }),
  ]
}

function isLocalName(archive: DataView, entry: CentralEntry): boolean {
  const length = archive.getUint16(entry.localOffset + LOCAL_RECORD.nameBytes, true)
  const start = entry.localOffset + LOCAL_RECORD.byteLength
  if (length !== entry.nameBytes.byteLength) return false
  return entry.nameBytes.every((byte, index) => archive.getUint8(start + index) === byte)
}

/** Of an undeclared entry the content is unlisted, too; that needs no second warning. */
function warnAboutUndeclaredEntries(
  archive: DataView,
  directory: CentralDirectory,
  located: readonly LocatedEntry[],
): Finding[] {
  const { entries, nextOffset } = directory
  if (!hasSignature(archive, nextOffset, CENTRAL_RECORD.signature))
    return warnAboutUnlistedBytes(findUnlistedBytes(archive, directory, located))
  return [
    warning('package/undeclared-entries', {
      what: `The archive declares ${entries.length} entries, but its table of contents goes on after them.`,
      why: 'Yoi ignores the further entries and leaves them out of the digest; other zip tools may unpack them.',
      fix: REPACK,
    }),
  ]
}

function warnAboutUnlistedBytes(unlisted: { count: number; first: number } | undefined): Finding[] {
  if (!unlisted) return []
  return [
    warning('package/unlisted-bytes', {
      what: `${unlisted.count} bytes of the archive belong to none of its files, the first at byte ${unlisted.first}.`,
      why: 'Yoi ignores them and leaves them out of the digest, so nobody vouches for them.',
      fix: REPACK,
    }),
  ]
}

function warnAboutEnd(archive: DataView, endOffset: number): Finding[] {
  const commentBytes = archive.getUint16(endOffset + END_RECORD.commentBytes, true)
  const declaredEnd = endOffset + END_RECORD.byteLength + commentBytes
  if (declaredEnd === archive.byteLength) return []
  const difference = archive.byteLength - declaredEnd
  return [
    warning('package/trailing-bytes', {
      what:
        difference > 0
          ? `${difference} bytes follow the end of the archive.`
          : `The archive declares a comment of ${commentBytes} bytes, ${-difference} more than there are.`,
      why: 'Yoi ignores them and leaves them out of the digest; other zip tools may refuse the file.',
      fix: REPACK,
    }),
  ]
}
