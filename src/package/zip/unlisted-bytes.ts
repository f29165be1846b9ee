import type { CentralDirectory, LocatedEntry } from './central-directory.ts'

/** Flag bit 3: a data descriptor of 12 to 24 bytes follows the content. */
const DESCRIPTOR_FLAG = 0x0008
const DESCRIPTOR_BYTES = 24

interface Span {
  readonly start: number
  readonly end: number
}

/**
 * The bytes before the end record that belong to no entry and to no record, as a self-extractor or a hidden payload has them.
 * @returns how many there are, and where the first stands; undefined when there are none
 */
export function findUnlistedBytes(
  archive: DataView,
  directory: CentralDirectory,
  located: readonly LocatedEntry[],
): { readonly count: number; readonly first: number } | undefined {
  const entries = located.map(({ entry, content }): Span => {
    const end = content.byteOffset - archive.byteOffset + content.byteLength
    return {
      start: entry.localOffset,
      end: end + (entry.flags & DESCRIPTOR_FLAG ? DESCRIPTOR_BYTES : 0),
    }
  })
  const records = { start: directory.startOffset, end: directory.nextOffset }
  const end = { start: directory.endOffset, end: archive.byteLength }
  const gaps = gapsBetween([...entries, records, end])
  const [first] = gaps
  return first && { count: gaps.reduce((sum, gap) => sum + gap.end - gap.start, 0), first: first.start }
}

function gapsBetween(spans: readonly Span[]): Span[] {
  const gaps: Span[] = []
  let covered = 0
  for (const { start, end } of [...spans].sort((left, right) => left.start - right.start)) {
    if (start > covered) gaps.push({ start: covered, end: start })
    covered = Math.max(covered, end)
  }
  return gaps
}
