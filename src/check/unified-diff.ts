const CONTEXT = 3
/** Above this many pairs of lines the whole part counts as replaced: finding what it has in common would take too long. */
const MAX_PAIRS = 4_000_000

/**
 * The difference between two texts in the form that `patch` and editors read; empty when there is none.
 * Meant for a few edits in a small file: what lies between the first and the last changed line is matched line by line.
 * @param path of the file, relative, with `/`
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return ''
  const lines = pairLines(splitLines(before), splitLines(after))
  const hunks = groupHunks(lines).map(({ from, to }) => renderHunk(lines, from, to))
  return [`--- a/${path}`, `+++ b/${path}`, ...hunks].join('\n')
}

interface Line {
  readonly mark: ' ' | '-' | '+'
  readonly text: string
}

/** Lines with their breaks: a last line without one is different from one that has it. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** A longest common subsequence of the part that differs. */
function pairLines(before: readonly string[], after: readonly string[]): Line[] {
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1
  let tail = 0
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before.at(-1 - tail) === after.at(-1 - tail)
  )
    tail += 1
  const same = (lines: readonly string[]) => lines.map((text): Line => ({ mark: ' ', text }))
  return [
    ...same(before.slice(0, head)),
    ...commonLines(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...same(before.slice(before.length - tail)),
  ]
}

function commonLines(before: readonly string[], after: readonly string[]): Line[] {
  if (before.length * after.length > MAX_PAIRS) {
    const marked = (mark: '-' | '+', lines: readonly string[]) => lines.map((text): Line => ({ mark, text }))
    return [...marked('-', before), ...marked('+', after)]
  }
  const width = after.length + 1
  const lengths = new Uint16Array((before.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] as number
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: Line[] = []
  for (let i = 0, j = 0; i < before.length || j < after.length; ) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ mark: ' ', text: before[i++] as string })
      j += 1
    } else if (j >= after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: '-', text: before[i++] as string })
    } else lines.push({ mark: '+', text: after[j++] as string })
  }
  return lines
}

interface Hunk {
  readonly from: number
  readonly to: number
}

function groupHunks(lines: readonly Line[]): Hunk[] {
  const hunks: Hunk[] = []
  for (const [index, { mark }] of lines.entries()) {
    if (mark === ' ') continue
    const last = hunks.at(-1)
    const from = Math.max(0, index - CONTEXT)
    const to = Math.min(lines.length, index + CONTEXT + 1)
    if (last && from <= last.to) hunks[hunks.length - 1] = { from: last.from, to }
    else hunks.push({ from, to })
  }
  return hunks
}

function renderHunk(lines: readonly Line[], from: number, to: number): string {
  const shown = lines.slice(from, to)
  const count = (part: readonly Line[], mark: '-' | '+') => part.filter(line => line.mark !== mark).length
  const range = (mark: '-' | '+') => {
    const length = count(shown, mark)
    const start = count(lines.slice(0, from), mark)
    return `${length === 0 ? start : start + 1},${length}`
  }
  return [`@@ -${range('+')} +${range('-')} @@`, ...shown.map(renderLine)].join('\n')
}

function renderLine({ mark, text }: Line): string {
  return text.endsWith('\n') ? `${mark}${text.slice(0, -1)}` : `${mark}${text}\n\\ No newline at end of file`
}
