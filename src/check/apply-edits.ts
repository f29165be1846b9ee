import type { Edit } from '../finding.ts'

export interface EditedText {
  readonly text: string
  /** Which groups were carried out, by index; the others touch the same place and wait for another round. */
  readonly applied: readonly number[]
}

/**
 * Carries out edits of one file. The edits of a group belong together: all of them or none.
 * Of two groups that touch the same place the first wins.
 */
export function applyEdits(text: string, groups: readonly (readonly Edit[])[]): EditedText {
  const taken: Edit[] = []
  const applied: number[] = []
  for (const [index, group] of groups.entries()) {
    const isFree = group.every(edit => isInside(text, edit) && !taken.some(other => touch(edit, other)))
    if (!isFree || group.length === 0) continue
    taken.push(...group)
    applied.push(index)
  }
  return { text: replaceParts(text, taken), applied }
}

/** Insertions of one group at the same place keep their order. */
function replaceParts(text: string, edits: readonly Edit[]): string {
  let result = ''
  let done = 0
  for (const { start, end, text: replacement } of [...edits].sort(
    (left, right) => left.start - right.start,
  )) {
    result += text.slice(done, start) + replacement
    done = end
  }
  return result + text.slice(done)
}

function isInside(text: string, { start, end }: Edit): boolean {
  return 0 <= start && start <= end && end <= text.length
}

/** Neighbours count as touching: two insertions at one place could come out in either order. */
function touch(left: Edit, right: Edit): boolean {
  return left.start <= right.end && right.start <= left.end
}
