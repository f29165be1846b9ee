import { rawZip } from '../../support/raw-zip.ts'
import {
  type ArchiveCase,
  accepted,
  BOTH_FILES,
  large,
  MANIFEST,
  MANIFEST_FILES,
  README,
  refused,
  withoutManifest,
} from './archive-case.ts'

const TRAILING = 'package/trailing-bytes'
const UNDECLARED = 'package/undeclared-entries'
const SIGNATURE = Uint8Array.of(0x50, 0x4b, 5, 6)
const both = [README, MANIFEST]
const length = rawZip(both).byteLength

function bytes(count: number): Uint8Array {
  return new Uint8Array(count).fill(0x2e)
}

/** How the host finds the table of contents. @source host contract 2.2 steps 1 to 3 */
export const endRecordCases: readonly ArchiveCase[] = [
  refused('malformed', 'archive-empty-file', 'Shorter than an end record.', new Uint8Array()),
  refused(
    'malformed',
    'archive-21-bytes',
    'One byte shorter than an end record.',
    rawZip([]).subarray(0, 21),
  ),
  withoutManifest(
    'archive-end-record-only',
    'An archive of no entries is whole, but holds no manifest.',
    rawZip([]),
  ),
  refused(
    'malformed',
    'archive-text',
    'No end record anywhere.',
    Buffer.from('not a zip file at all, just text'),
  ),
  refused(
    'malformed',
    'archive-cut-before-end-record',
    'A download that stopped early has no end record.',
    rawZip(both).subarray(0, length - 22),
  ),
  refused(
    'malformed',
    'archive-wrong-end-signature',
    'No end record.',
    rawZip(both, { signature: 0x07064b50 }),
  ),
  accepted(
    'archive-comment',
    'A comment is fine.',
    rawZip(both, { comment: Buffer.from('hello') }),
    BOTH_FILES,
  ),
  accepted(
    'archive-comment-length-too-large',
    'The comment length is never read.',
    rawZip(both, { commentBytes: 500 }),
    BOTH_FILES,
    [TRAILING],
  ),
  accepted(
    'archive-comment-length-too-small',
    'The comment length is never read.',
    rawZip(both, { comment: Buffer.from('hello'), commentBytes: 2 }),
    BOTH_FILES,
    [TRAILING],
  ),
  accepted(
    'archive-trailing-bytes',
    'Bytes after the end are tolerated.',
    rawZip(both, { trailing: bytes(40) }),
    BOTH_FILES,
    [TRAILING],
  ),
  large(
    accepted(
      'archive-65535-trailing-bytes',
      'plugin.toml and README.md, then 65,535 bytes after the end record: as far back as the scan goes.',
      rawZip(both, { trailing: bytes(65_535) }),
      BOTH_FILES,
      [TRAILING],
    ),
  ),
  large(
    refused(
      'malformed',
      'archive-65536-trailing-bytes',
      'plugin.toml and README.md, then 65,536 bytes after the end record: one more than the scan goes back.',
      rawZip(both, { trailing: bytes(65_536) }),
    ),
  ),
  accepted(
    'archive-end-signature-in-last-bytes',
    'The scan starts 22 bytes before the end, so a signature after that is not seen.',
    rawZip(both, { trailing: Buffer.concat([bytes(3), SIGNATURE, bytes(17)]) }),
    BOTH_FILES,
    [TRAILING],
  ),
  withoutManifest(
    'archive-second-end-record',
    'Scanning backwards finds the last end record, here one inside the comment that declares no entries.',
    rawZip(both, { comment: rawZip([]) }),
  ),
  accepted(
    'archive-prefix',
    'Bytes before the first entry are fine when the offsets count them.',
    rawZip(both, { prefix: bytes(100) }),
    BOTH_FILES,
    ['package/unlisted-bytes'],
  ),
  refused('malformed', 'archive-disk-number', 'The disk number must be zero.', rawZip(both, { disk: 1 })),
  refused(
    'malformed',
    'archive-directory-disk',
    'The disk of the table of contents must be zero.',
    rawZip(both, { directoryDisk: 1 }),
  ),
  accepted(
    'archive-per-disk-count',
    'The count of entries on this disk is ignored.',
    rawZip(both, { entriesOnDisk: 77 }),
    BOTH_FILES,
  ),
  refused(
    'bounds',
    'archive-513-declared',
    'At most 512 entries may be declared.',
    rawZip(both, { entries: 513 }),
  ),
  refused(
    'malformed',
    'archive-512-declared-2-there',
    '512 may be declared, but then they must be there.',
    rawZip(both, { entries: 512 }),
  ),
  refused(
    'bounds',
    'archive-zip64-count',
    'The zip64 marker is not understood and counts as 65,535 entries.',
    rawZip(both, { entries: 0xffff }),
  ),
  refused(
    'malformed',
    'archive-zip64-offset',
    'The zip64 marker is not understood and lies past the end.',
    rawZip(both, { directoryOffset: 0xffffffff }),
  ),
  refused(
    'malformed',
    'archive-disk-before-count',
    'The disk number is judged before the count.',
    rawZip(both, { disk: 1, entries: 513 }),
  ),
  refused(
    'bounds',
    'archive-count-before-offset',
    'The count is judged before the offset.',
    rawZip(both, { entries: 513, directoryOffset: 0xffffffff }),
  ),
  refused(
    'malformed',
    'archive-directory-one-past-end',
    'Offset and size of the table of contents may not reach past the end of the file.',
    rawZip([MANIFEST], { directoryBytes: rawZip([MANIFEST]).byteLength - 114 + 1 }),
  ),
  accepted(
    'archive-directory-to-the-end',
    'They may reach exactly to the end of the file.',
    rawZip([MANIFEST], { directoryBytes: rawZip([MANIFEST]).byteLength - 114 }),
    MANIFEST_FILES,
  ),
  accepted(
    'archive-directory-size-zero',
    'The size of the table of contents does not limit the walk.',
    rawZip(both, { directoryBytes: 0 }),
    BOTH_FILES,
  ),
  accepted(
    'archive-more-records-than-declared',
    'Central records after the declared count are ignored and not part of the digest.',
    rawZip([MANIFEST, README], { entries: 1 }),
    MANIFEST_FILES,
    [UNDECLARED],
  ),
  withoutManifest(
    'archive-manifest-undeclared',
    'The manifest comes after the declared count, so there is none.',
    rawZip([README, MANIFEST], { entries: 1 }),
  ),
  refused(
    'malformed',
    'archive-fewer-records-than-declared',
    'Where the third record should be stands the end record.',
    rawZip(both, { entries: 3 }),
  ),
  refused(
    'malformed',
    'archive-offset-into-content',
    'There is no central record at the offset.',
    rawZip(both, { directoryOffset: 3, directoryBytes: 10 }),
  ),
]
