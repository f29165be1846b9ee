import { readdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { useByDescriptor, useByPath } from '../../src/package/folder-inside.io.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const temporaryFolder = useTemporaryFolders()
let root = ''
beforeEach(() => {
  root = temporaryFolder({ 'd/e/a.txt': 'inside', 'other/a.txt': 'elsewhere' })
  symlinkSync('other', join(root, 'link'))
})

const WAYS = [
  ['by descriptor', useByDescriptor],
  ['by path', useByPath],
] as const

describe.runIf(process.platform === 'linux').each(WAYS)('a folder inside a root, %s', (_, useFolder) => {
  const use = (names: string[]) => useFolder(root, names, ({ at }) => readFileSync(at('a.txt'), 'utf8'))

  test('is reached', () => {
    expect(use(['d', 'e'])).toEqual({ ok: true, result: 'inside' })
    expect(useFolder(root, [], ({ at }) => readdirSync(at('.')).sort())).toEqual({
      ok: true,
      result: ['d', 'link', 'other'],
    })
  })

  test('is reached when the root is a link: its user named it', () => {
    expect(useFolder(join(root, 'link'), [], ({ at }) => readFileSync(at('a.txt'), 'utf8'))).toEqual({
      ok: true,
      result: 'elsewhere',
    })
  })

  test('is not reached over a link or a file, nor when it is not there', () => {
    expect(use(['link'])).toEqual({ ok: false, problem: { kind: 'symlink', folder: 'link' } })
    expect(use(['d', 'e', 'a.txt'])).toEqual({ ok: false, problem: { kind: 'missing' } })
    expect(use(['d', 'none'])).toEqual({ ok: false, problem: { kind: 'missing' } })
    expect(use(['x'.repeat(300)])).toEqual({ ok: false, problem: { kind: 'missing' } })
    expect(use(['a\0b'])).toEqual({ ok: false, problem: { kind: 'unreadable', reason: 'invalid input' } })
    expect(useFolder(join(root, 'none'), ['d'], () => 'used')).toEqual({
      ok: false,
      problem: { kind: 'missing' },
    })
  })

  test('is let go of, whatever happens', () => {
    const before = readdirSync('/dev/fd').length
    for (let round = 0; round < 20; round++) {
      for (const names of [['d'], ['link'], ['d', 'none'], ['d', 'e', 'a.txt']])
        useFolder(root, names, () => 'used')
      expect(() =>
        useFolder(root, ['d'], () => {
          throw new Error('thrown while it is held')
        }),
      ).toThrow('thrown while it is held')
    }
    expect(readdirSync('/dev/fd').length).toBe(before)
  })
})

test.runIf(process.platform === 'linux')(
  'a folder that is swapped while it is held stays the one that was walked to',
  () => {
    const use = useByDescriptor(root, ['d', 'e'], ({ at }) => {
      renameSync(join(root, 'd'), join(root, 'moved'))
      symlinkSync('other', join(root, 'd'))
      return readFileSync(at('a.txt'), 'utf8')
    })
    expect(use).toEqual({ ok: true, result: 'inside' })
  },
)
