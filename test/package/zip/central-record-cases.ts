import { rawZip } from '../../support/raw-zip.ts'
import {
  type ArchiveCase,
  accepted,
  BOTH_FILES,
  MANIFEST,
  MANIFEST_FILES,
  README,
  refused,
  withoutManifest,
} from './archive-case.ts'

const LOCAL_NAME = 'package/local-name-differs'
const TRAILING = 'package/trailing-bytes'
/** Header, name and content of the manifest: where the table of contents starts. */
const MANIFEST_ENTRY_BYTES = 30 + 11 + 73
const CENTRAL_SIGNATURE = Buffer.of(0x50, 0x4b, 1, 2)

function named(name: string | Uint8Array): Uint8Array {
  return rawZip([MANIFEST, { name, content: 'hi' }])
}

/** The table of contents points behind the end record, at `tail`. */
function directoryIn(tail: Buffer): Uint8Array {
  const offset = rawZip([MANIFEST]).byteLength
  return rawZip([MANIFEST], { trailing: tail, directoryOffset: offset, directoryBytes: 0 })
}

function headerWithNameLength(length: number): Buffer {
  const header = Buffer.alloc(46)
  CENTRAL_SIGNATURE.copy(header)
  header.writeUInt16LE(length, 28)
  return header
}

const UNSAFE_NAMES: readonly (readonly [id: string, name: string, why: string])[] = [
  ['empty', '', 'An empty name.'],
  ['absolute', '/etc/passwd', 'A leading slash.'],
  ['home', '~/x', 'A leading tilde.'],
  ['home-file', '~x', 'A leading tilde, whatever follows.'],
  ['drive', 'C:/x', 'A drive letter.'],
  ['drive-relative', 'c:x', 'A drive letter in lower case.'],
  ['backslash', 'a\\b', 'A backslash.'],
  ['nul', 'a\0b', 'A NUL.'],
  ['parent', '../x', 'Leads out of the package.'],
  ['inner-parent', 'a/../b', 'Refused even where it stays inside.'],
  ['trailing-parent', 'a/..', 'A `..` part.'],
  ['current', './README.md', 'A `.` part; never rewritten.'],
  ['inner-current', 'a/./b', 'A `.` part.'],
  ['double-slash', 'a//b', 'An empty part.'],
  ['folder', 'assets/', 'Folder entries end with a slash, which leaves an empty part.'],
]

const SAFE_NAMES: readonly (readonly [id: string, name: string, why: string])[] = [
  ['space', 'my file.txt', 'Spaces are fine.'],
  ['newline', 'a\nb', 'Control characters other than NUL are fine.'],
  ['unicode', '検索/文書.md', 'Any Unicode is fine.'],
  ['three-dots', '.../x', 'Three dots are an ordinary name.'],
  ['inner-dots', 'a..b', 'Dots inside a name are ordinary.'],
  ['dot-file', '.env', 'Dot files are fine.'],
  ['inner-tilde', 'a~', 'A tilde is refused only at the start.'],
  ['later-colon', 'ab:c', 'A colon is refused only after a single first letter.'],
  ['digit-colon', '1:x', 'A digit is no drive letter.'],
  ['umlaut-colon', 'ä:x', 'Only ASCII letters are drive letters.'],
  ['bom', '\ufeffx', 'U+FEFF is part of the name.'],
]

/** The table of contents and the names in it. @source host contract 2.2 step 4, 1.4 */
export const centralRecordCases: readonly ArchiveCase[] = [
  refused(
    'malformed',
    'archive-central-signature',
    'Every central record starts with its signature.',
    rawZip([MANIFEST, { ...README, centralSignature: 0x02014b51 }]),
  ),
  refused(
    'malformed',
    'archive-central-cut-off',
    'The fields of a record are cut off.',
    directoryIn(CENTRAL_SIGNATURE),
  ),
  refused(
    'malformed',
    'archive-central-one-byte-short',
    'The last field of a record is cut off.',
    directoryIn(headerWithNameLength(0).subarray(0, 45)),
  ),
  refused(
    'malformed',
    'archive-name-past-end',
    'The name reaches past the end of the file.',
    directoryIn(headerWithNameLength(1)),
  ),
  refused(
    'malformed',
    'archive-name-latin1',
    'A name must be UTF-8.',
    named(Buffer.from('caf\xe9', 'latin1')),
  ),
  refused(
    'malformed',
    'archive-name-surrogate',
    'UTF-8 has no surrogates.',
    named(Buffer.of(0xed, 0xa0, 0x80)),
  ),
  refused('malformed', 'archive-name-overlong', 'UTF-8 has no overlong forms.', named(Buffer.of(0xc0, 0xaf))),
  ...UNSAFE_NAMES.map(([id, name, why]) => refused('traversal', `archive-name-${id}`, why, named(name))),
  ...SAFE_NAMES.map(([id, name, why]) =>
    accepted(`archive-name-${id}`, why, named(name), { ...MANIFEST_FILES, [name]: 'hi' }),
  ),
  accepted(
    'archive-utf8-flag-missing',
    'The UTF-8 flag is not required.',
    rawZip([MANIFEST, { name: '検索.md', content: 'hi', flags: 0 }]),
    { ...MANIFEST_FILES, '検索.md': 'hi' },
  ),
  accepted(
    'archive-names-differ-in-case',
    'Case is significant.',
    rawZip([MANIFEST, { name: 'a.txt', content: 'x' }, { name: 'A.txt', content: 'y' }]),
    { ...MANIFEST_FILES, 'a.txt': 'x', 'A.txt': 'y' },
  ),
  refused(
    'traversal',
    'archive-names-before-contents',
    'All names are judged before anything else of any entry: the first entry is compressed, the second has a bad name.',
    rawZip([{ ...MANIFEST, method: 8 }, { name: '../x' }]),
  ),
  refused(
    'malformed',
    'archive-utf8-before-contents',
    'All names are decoded first: the first entry is a link, the second name is not UTF-8.',
    rawZip([{ ...MANIFEST, externalAttributes: 0xa1ff0000 }, { name: Buffer.of(0xff) }]),
  ),
  refused(
    'traversal',
    'archive-first-bad-name-wins',
    'Names are judged in order.',
    rawZip([MANIFEST, { name: '../x' }, { name: Buffer.of(0xff) }]),
  ),
  accepted(
    'archive-central-extra-and-comment',
    'Extra fields and comments of a record are skipped.',
    rawZip([{ ...MANIFEST, extra: Buffer.from('extra'), comment: Buffer.from('note') }, README]),
    BOTH_FILES,
  ),
  accepted(
    'archive-last-extra-past-end',
    'Nothing is read behind the last record, so its extra field may reach past the end of the file.',
    lastExtraPastEnd(),
    MANIFEST_FILES,
  ),
  accepted(
    'archive-reverse-order',
    'The order of entries does not matter.',
    rawZip([MANIFEST, README]),
    BOTH_FILES,
  ),
  withoutManifest(
    'archive-nested-manifest',
    'The manifest must be at the root.',
    rawZip([{ ...MANIFEST, name: 'a/plugin.toml' }]),
  ),
  withoutManifest(
    'archive-manifest-case',
    'The name of the manifest is exact.',
    rawZip([{ ...MANIFEST, name: 'Plugin.toml' }]),
  ),
  accepted(
    'archive-local-name-differs',
    'The name in the entry header is ignored.',
    rawZip([MANIFEST, { ...README, localName: 'other.md' }]),
    BOTH_FILES,
    [LOCAL_NAME],
  ),
  accepted(
    'archive-directory-behind-the-end',
    'The table of contents may stand anywhere in the file.',
    directoryIn(Buffer.from(rawZip([MANIFEST]).subarray(MANIFEST_ENTRY_BYTES, -22))),
    MANIFEST_FILES,
    ['package/unlisted-bytes', TRAILING],
  ),
]

function lastExtraPastEnd(): Uint8Array {
  const zip = rawZip([MANIFEST])
  new DataView(zip.buffer).setUint16(MANIFEST_ENTRY_BYTES + 30, 60_000, true)
  return zip
}
