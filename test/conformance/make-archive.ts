import { type RawEntry, rawZip } from '../support/raw-zip.ts'

/**
 * An archive too large for a data file. An entry has its `text`, so many `zeros`, or the content of the first entry
 * (`shares_first`, by overlapping); `empty_entries` adds so many more without content, `prefix_zeros` bytes before all.
 */
export interface ArchiveSpec {
  readonly entries: readonly EntrySpec[]
  readonly empty_entries?: number
  readonly prefix_zeros?: number
}

interface EntrySpec {
  readonly name: string
  readonly text?: string
  readonly zeros?: number
  readonly shares_first?: boolean
}

/** Writes the archive with the hand-made writer of the tests, as the host's packer lays it out. */
export function makeArchive({ entries, empty_entries = 0, prefix_zeros = 0 }: ArchiveSpec): Uint8Array {
  const contents = entries.map(({ text, zeros }) => text ?? new Uint8Array(zeros ?? 0))
  const shared = Buffer.byteLength(contents[0] ?? '')
  const written = entries.map((entry, index): RawEntry => {
    if (!entry.shares_first) return { name: entry.name, content: contents[index] as string | Uint8Array }
    const sizes = { compressedBytes: shared, uncompressedBytes: shared }
    return { name: entry.name, isCentralOnly: true, localOffset: prefix_zeros, ...sizes }
  })
  const empty = Array.from({ length: empty_entries }, (_, index): RawEntry => ({ name: `empty-${index}` }))
  return rawZip([...written, ...empty], { prefix: new Uint8Array(prefix_zeros) })
}
