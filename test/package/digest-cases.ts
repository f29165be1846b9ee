import { EXAMPLE_MANIFEST, exampleFiles, filesOf } from '../support/package-vectors.ts'
import { restatedDigest } from './zip/archive-case.ts'

/** Files and the digest that they have. */
export interface DigestCase {
  readonly id: string
  readonly why: string
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly digest: string
}

const WORKED_EXAMPLE = 'sha256:2946638187be8be8f07232677e07e93d45f6b2acef0f877867dbf3f659b7030e'

function restated(id: string, why: string, files: Readonly<Record<string, string>>): DigestCase {
  return { id, why, files: filesOf(files), digest: restatedDigest(files) }
}

/** The first four are the vectors of the contract; the others are restated from its text. @source host contract 3 */
export const digestCases: readonly DigestCase[] = [
  { id: 'digest-worked-example', why: 'The worked example.', files: exampleFiles(), digest: WORKED_EXAMPLE },
  {
    id: 'digest-manifest-alone',
    why: 'A manifest alone.',
    files: filesOf({ 'plugin.toml': EXAMPLE_MANIFEST }),
    digest: 'sha256:40803d1bfe20b0599ef28110113815b809a1f9c05748b91a58ea6e0715941c23',
  },
  {
    id: 'digest-no-files',
    why: 'There is no terminator and no count of files.',
    files: new Map(),
    digest: 'sha256:1d22f437233d2727ae9ddf72c696fb0c435349ba05498b7dbe840c25e790c3f4',
  },
  {
    id: 'digest-utf8-order',
    why: 'U+FFEE comes before U+10000 in bytes, after it in UTF-16 units.',
    files: filesOf({ 'plugin.toml': EXAMPLE_MANIFEST, '\u{10000}': 'x', '\uffee': 'y' }),
    digest: 'sha256:f02e7571d9feeeaf32159aa979c17f9893774357d0499a80f0ca5a677c3cabe7',
  },
  restated('digest-slash-order', 'Whole paths are compared: `a.txt` comes before `a/b`.', {
    'a/b': '1',
    'a.txt': '2',
  }),
  restated('digest-prefix-order', 'A path comes before a longer path that it begins.', { ab: '1', a: '2' }),
  restated('digest-case-order', 'Upper case comes before lower case.', { b: '1', B: '2', a: '3' }),
  restated('digest-empty-file', 'An empty file counts.', { empty: '' }),
  restated('digest-length-is-bytes', 'The length counts bytes, not characters.', { 'é.txt': '検索' }),
  restated('digest-crlf', 'Line ends are content.', {
    'plugin.toml': EXAMPLE_MANIFEST.replaceAll('\n', '\r\n'),
  }),
  restated('digest-long', 'The length has eight bytes.', { long: 'x'.repeat(70_000) }),
]

/** A pin or a grant, and the digest that it is compared with. */
export interface PinCase {
  readonly id: string
  readonly why: string
  readonly pin: string
  readonly actual: string
  readonly isEqual: boolean
}

const HEX = WORKED_EXAMPLE.slice('sha256:'.length)

function different(id: string, why: string, pin: string, actual = WORKED_EXAMPLE): PinCase {
  return { id: `digest-pin-${id}`, why, pin, actual, isEqual: false }
}

/** @source host contract 3 */
export const pinCases: readonly PinCase[] = [
  {
    id: 'digest-pin-equal',
    why: 'Equal to the letter.',
    pin: WORKED_EXAMPLE,
    actual: WORKED_EXAMPLE,
    isEqual: true,
  },
  different('upper-hex', 'Hex digits are compared as they are.', `sha256:${HEX.toUpperCase()}`),
  different('upper-prefix', 'The prefix is literal.', `SHA256:${HEX}`),
  different('no-prefix', 'The prefix is required.', HEX),
  different('no-prefix-twice', 'Both sides need the prefix.', HEX, HEX),
  different('other-prefix', 'The prefix is literal.', `sha512:${HEX}`),
  different('space-before', 'Nothing is trimmed.', ` ${WORKED_EXAMPLE}`),
  different('space-after', 'Nothing is trimmed.', `${WORKED_EXAMPLE} `),
  different('newline', 'Nothing is trimmed.', `${WORKED_EXAMPLE}\n`),
  different('one-digit-less', 'All digits are compared.', WORKED_EXAMPLE.slice(0, -1)),
  different('one-digit-differs', 'All digits are compared.', `${WORKED_EXAMPLE.slice(0, -1)}f`),
  different('empty', 'An empty pin is not a wildcard.', ''),
]
