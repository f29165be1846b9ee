import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unifiedDiff } from '../../src/check/unified-diff.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const temporary = useTemporaryFolders()

test('shows three lines around a change and joins changes that are near', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`)
  const after = lines.with(9, 'changed').toSpliced(12, 1)
  expect(
    unifiedDiff('a/plugin.toml', `${lines.join('\n')}\n`, `${after.join('\n')}\n`),
  ).toMatchInlineSnapshot(`
    "--- a/a/plugin.toml
    +++ b/a/plugin.toml
    @@ -7,10 +7,9 @@
     line 7
     line 8
     line 9
    -line 10
    +changed
     line 11
     line 12
    -line 13
     line 14
     line 15
     line 16"
  `)
})

test('the same text has no difference', () => {
  expect(unifiedDiff('x', 'a\n', 'a\n')).toBe('')
})

/** Applies a diff as anyone would. */
function patched(before: string, diff: string): string {
  const folder = temporary({ x: before })
  execFileSync('git', ['apply', '--unidiff-zero', '-'], { cwd: folder, input: `${diff}\n`, stdio: 'pipe' })
  return readFileSync(join(folder, 'x'), 'utf8')
}

test.each([
  ['a changed line', 'a\nb\nc\n', 'a\nB\nc\n'],
  ['a last line without a break', 'a\nb', 'a\nc'],
  ['a break that is added', 'a\nb', 'a\nb\n'],
  ['CRLF', 'a\r\nb\r\n', 'a\r\nx\r\nb\r\n'],
  ['a file that was empty', '', 'a\n'],
  ['two places', 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n', 'A\nb\nc\nd\ne\nf\ng\nh\ni\nJ\nk\n'],
])('git applies %s', (_, before, after) => {
  expect(patched(before, unifiedDiff('x', before, after))).toBe(after)
})

test('a diff undone line by line gives both texts back', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map(lines => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const body = unifiedDiff('x', before, after).split('\n').slice(2)
      const side = (mark: string) => body.filter(line => line.startsWith(mark)).length
      const count = (content: string) => content.match(/[^\n]*\n|[^\n]+$/g)?.length ?? 0
      expect(side('+') - side('-')).toBe(count(after) - count(before))
    }),
    { numRuns: 300, seed: 3 },
  )
})
