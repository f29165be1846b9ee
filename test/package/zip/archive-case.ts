import { createHash } from 'node:crypto'
import type { HostDiagnosticKind, HostPhase } from '../../../src/contract/diagnostics.ts'
import { EXAMPLE_MANIFEST } from '../../support/package-vectors.ts'
import type { RawEntry } from '../../support/raw-zip.ts'

/** One statement about the reader: an archive, and the files or the refusal that the host makes of it. */
export interface ArchiveCase {
  readonly id: string
  readonly why: string
  readonly zip: Uint8Array
  /** Accepted: exactly these files. */
  readonly files?: Readonly<Record<string, string>>
  readonly refused?: readonly [kind: HostDiagnosticKind, phase: HostPhase]
  /** Rules of ours that warn about it; the wrong checksum of the host's own layout is not repeated here. */
  readonly warns?: readonly string[]
  /** Too large for a data file; there the words stand instead. */
  readonly isLarge?: boolean
}

export const MANIFEST: RawEntry = { name: 'plugin.toml', content: EXAMPLE_MANIFEST }
export const README: RawEntry = { name: 'README.md', content: 'hi' }
export const MANIFEST_FILES = { 'plugin.toml': EXAMPLE_MANIFEST }
export const BOTH_FILES = { ...MANIFEST_FILES, 'README.md': 'hi' }

type Why = string

export function accepted(
  id: string,
  why: Why,
  zip: Uint8Array,
  files: Readonly<Record<string, string>>,
  warns: readonly string[] = [],
): ArchiveCase {
  return { id, why, zip, files, warns }
}

export function refused(kind: HostDiagnosticKind, id: string, why: Why, zip: Uint8Array): ArchiveCase {
  return { id, why, zip, refused: [kind, 'discovery'] }
}

/** The archive is fine, and the manifest is not in it. */
export function withoutManifest(id: string, why: Why, zip: Uint8Array): ArchiveCase {
  return { id, why, zip, refused: ['missing', 'manifest'] }
}

export function large(archiveCase: ArchiveCase): ArchiveCase {
  return { ...archiveCase, isLarge: true }
}

/** The digest once more, written from the contract alone. @source host contract 3 */
export function restatedDigest(files: Readonly<Record<string, string>>): string {
  const records = Object.entries(files)
    .map(([path, text]) => ({ path: Buffer.from(path), content: Buffer.from(text) }))
    .sort((a, b) => a.path.compare(b.path))
    .map(({ path, content }) => {
      const length = Buffer.from(content.length.toString(16).padStart(16, '0'), 'hex')
      const hash = createHash('sha256').update(content).digest()
      return Buffer.concat([path, Buffer.of(0), length, hash])
    })
  const preimage = Buffer.concat([Buffer.from('yoi-plugin-package-digest-v1\0'), ...records])
  return `sha256:${createHash('sha256').update(preimage).digest('hex')}`
}
