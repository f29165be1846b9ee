import { rawZip } from '../../support/raw-zip.ts'
import {
  type ArchiveCase,
  accepted,
  BOTH_FILES,
  MANIFEST,
  MANIFEST_FILES,
  README,
  refused,
} from './archive-case.ts'

const WRONG_CRC = 'package/crc-mismatch'
const TRAILING = 'package/trailing-bytes'
const LOCAL_NAME = 'package/local-name-differs'
const FILE_LIMIT = 8 * 1024 * 1024
const LOCAL_SIGNATURE = Buffer.of(0x50, 0x4b, 3, 4)
const SYMLINK = 0xa1ff0000

function attributes(mode: number): number {
  return (mode << 16) >>> 0
}

/** The second entry has no header of its own; its record points behind the end record, at `tail`. */
function headerIn(tail: Buffer): Uint8Array {
  const entries = [MANIFEST, { ...README, isCentralOnly: true }]
  const localOffset = rawZip(entries).byteLength
  return rawZip([MANIFEST, { ...README, isCentralOnly: true, localOffset }], { trailing: tail })
}

/** What the host makes of each entry, in order. @source host contract 2.2 step 5 */
export const entryCases: readonly ArchiveCase[] = [
  accepted(
    'archive-crc-wrong',
    'CRC-32 is never verified.',
    rawZip([MANIFEST, { ...README, crc: 1 }]),
    BOTH_FILES,
    [WRONG_CRC],
  ),
  accepted(
    'archive-crc-real',
    'A right CRC-32 is as good as none.',
    rawZip([MANIFEST, { ...README, crc: 0xd8932aac }]),
    BOTH_FILES,
  ),
  refused(
    'malformed',
    'archive-encrypted',
    'Encrypted entries are refused.',
    rawZip([MANIFEST, { ...README, flags: 0x0801 }]),
  ),
  refused(
    'traversal',
    'archive-symlink',
    'Symbolic links are refused.',
    rawZip([MANIFEST, { ...README, externalAttributes: SYMLINK }]),
  ),
  refused(
    'traversal',
    'archive-symlink-made-by-dos',
    'The system that made the entry is ignored.',
    rawZip([MANIFEST, { ...README, externalAttributes: SYMLINK, madeBy: 20 }]),
  ),
  refused(
    'traversal',
    'archive-symlink-made-by-unix',
    'A link is a link whatever its permissions.',
    rawZip([MANIFEST, { ...README, externalAttributes: attributes(0o120000), madeBy: 0x0314 }]),
  ),
  ...(
    [
      ['regular', 0o100644],
      ['fifo', 0o010644],
      ['directory', 0o040755],
      ['device', 0o060644],
      ['socket', 0o140755],
      ['setuid', 0o104755],
    ] as const
  ).map(([id, mode]) =>
    accepted(
      `archive-mode-${id}`,
      'Other file types are not checked.',
      rawZip([MANIFEST, { ...README, externalAttributes: attributes(mode) }]),
      BOTH_FILES,
    ),
  ),
  accepted(
    'archive-link-bits-in-low-half',
    'Only the high half of the external attributes is a Unix mode.',
    rawZip([MANIFEST, { ...README, externalAttributes: 0xa000 }]),
    BOTH_FILES,
  ),
  refused(
    'api',
    'archive-deflate',
    'Only stored entries are read.',
    rawZip([MANIFEST, { ...README, method: 8 }]),
  ),
  refused(
    'api',
    'archive-zstd',
    'Only stored entries are read.',
    rawZip([MANIFEST, { ...README, method: 93 }]),
  ),
  refused(
    'malformed',
    'archive-encrypted-before-symlink',
    'Encryption is judged first.',
    rawZip([MANIFEST, { ...README, flags: 1, externalAttributes: SYMLINK, method: 8 }]),
  ),
  refused(
    'traversal',
    'archive-symlink-before-method',
    'A link is judged before the method.',
    rawZip([MANIFEST, { ...README, externalAttributes: SYMLINK, method: 8 }]),
  ),
  refused(
    'api',
    'archive-method-before-size',
    'The method is judged before the size.',
    rawZip([MANIFEST, { ...README, method: 8, uncompressedBytes: FILE_LIMIT + 1 }]),
  ),
  refused(
    'bounds',
    'archive-size-before-header',
    'The declared size is judged before the entry header is looked at.',
    rawZip([MANIFEST, { ...README, uncompressedBytes: FILE_LIMIT + 1, localSignature: 0 }]),
  ),
  refused(
    'bounds',
    'archive-zip64-size',
    'The zip64 marker is not understood and counts as a size.',
    rawZip([MANIFEST, { ...README, compressedBytes: 0xffffffff, uncompressedBytes: 0xffffffff }]),
  ),
  refused(
    'malformed',
    'archive-8mib-declared-not-there',
    'Exactly 8 MiB may be declared, but then the bytes must be there.',
    rawZip([MANIFEST, { ...README, compressedBytes: FILE_LIMIT, uncompressedBytes: FILE_LIMIT }]),
  ),
  refused(
    'api',
    'archive-first-entry-wins',
    'Entries are judged one by one: the first is compressed, the second encrypted.',
    rawZip([
      { ...MANIFEST, method: 8 },
      { ...README, flags: 1 },
    ]),
  ),
  refused(
    'malformed',
    'archive-local-signature',
    'The entry header needs its signature.',
    rawZip([MANIFEST, { ...README, localSignature: 0x04034b51 }]),
  ),
  refused(
    'malformed',
    'archive-local-flags',
    'The flags must be the same in both places.',
    rawZip([MANIFEST, { ...README, localFlags: 0 }]),
  ),
  refused(
    'malformed',
    'archive-local-method',
    'The method must be the same in both places.',
    rawZip([MANIFEST, { ...README, localMethod: 8 }]),
  ),
  refused(
    'malformed',
    'archive-local-past-end',
    'There is no entry header past the end.',
    rawZip([MANIFEST, { ...README, localOffset: 1_000_000 }]),
  ),
  refused(
    'malformed',
    'archive-local-zip64',
    'The zip64 marker is not understood.',
    rawZip([MANIFEST, { ...README, localOffset: 0xffffffff }]),
  ),
  refused('malformed', 'archive-local-cut-off', 'The entry header is cut off.', headerIn(LOCAL_SIGNATURE)),
  refused(
    'malformed',
    'archive-local-name-past-end',
    'The content would start past the end of the file.',
    headerIn(
      Buffer.concat([LOCAL_SIGNATURE, Buffer.of(20, 0, 0, 8), Buffer.alloc(18), Buffer.of(255, 0, 0, 0)]),
    ),
  ),
  accepted(
    'archive-header-behind-the-end',
    'An entry may stand anywhere in the file.',
    headerIn(Buffer.from(rawZip([README]).subarray(0, 41))),
    BOTH_FILES,
    [TRAILING],
  ),
  refused(
    'malformed',
    'archive-content-past-end',
    'The content reaches past the end of the file.',
    rawZip([MANIFEST, { ...README, compressedBytes: 1000, uncompressedBytes: 1000 }]),
  ),
  refused(
    'malformed',
    'archive-sizes-differ',
    'A stored entry has two equal sizes.',
    rawZip([MANIFEST, { ...README, compressedBytes: 2, uncompressedBytes: 1 }]),
  ),
  accepted(
    'archive-local-sizes-ignored',
    'The sizes in the entry header are ignored.',
    rawZip([MANIFEST, { ...README, localSizes: [99, 7] }]),
    BOTH_FILES,
  ),
  accepted(
    'archive-data-descriptor',
    'Sizes may follow the content (flag bit 3) when the table of contents is right.',
    rawZip([{ ...README, flags: 0x0808, localSizes: [0, 0], after: Buffer.alloc(16) }, MANIFEST]),
    BOTH_FILES,
  ),
  accepted(
    'archive-unknown-flags',
    'Other flags are not looked at.',
    rawZip([MANIFEST, { ...README, flags: 0xfffe }]),
    BOTH_FILES,
  ),
  accepted(
    'archive-local-extra',
    'An extra field in the entry header is skipped.',
    rawZip([{ ...README, localExtra: Buffer.from('extra') }, MANIFEST]),
    BOTH_FILES,
  ),
  accepted(
    'archive-gap-between-entries',
    'Bytes between entries are fine.',
    rawZip([{ ...README, after: Buffer.from('gap') }, MANIFEST]),
    BOTH_FILES,
    ['package/unlisted-bytes'],
  ),
  accepted(
    'archive-overlapping-entries',
    'Two entries may share their bytes.',
    rawZip([README, MANIFEST, { ...README, name: 'copy.md', isCentralOnly: true, localOffset: 0 }]),
    { ...BOTH_FILES, 'copy.md': 'hi' },
    [LOCAL_NAME],
  ),
  accepted('archive-empty-content', 'An empty file is a file.', rawZip([MANIFEST, { name: 'empty' }]), {
    ...MANIFEST_FILES,
    empty: '',
  }),
  refused('duplicate', 'archive-duplicate', 'A path may occur once.', rawZip([MANIFEST, README, README])),
  refused(
    'duplicate',
    'archive-duplicate-manifest',
    'The manifest may occur once.',
    rawZip([MANIFEST, MANIFEST]),
  ),
  refused(
    'malformed',
    'archive-sizes-before-duplicate',
    'Sizes are compared before the path is looked up.',
    rawZip([MANIFEST, README, { ...README, compressedBytes: 2, uncompressedBytes: 1 }]),
  ),
]
