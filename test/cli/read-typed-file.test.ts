import { symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readTypedFile } from '../../src/cli/read-typed-file.ts'
import type { UserError } from '../../src/errors.ts'
import { makeFifo } from '../support/odd-files.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()

const EXPECTED = { kind: 'input', limitBytes: 10, fix: 'Name a file.', pipeFix: 'Use -.' } as const

test.each([
  ['nowhere', 'input-missing', 'There is no file "nowhere".', 'Name a file.'],
  ['text/x', 'input-missing', 'There is no file "text/x".', 'Name a file.'],
  ['a'.repeat(300), 'input-missing', /^There is no file "a+…"\.$/, 'Name a file.'],
  ['.', 'input-not-a-file', '"." is a folder, not a file.', 'Name a file.'],
  ['fifo', 'input-not-a-file', '"fifo" is a pipe, not a file.', 'Use -.'],
  ['/dev/null', 'input-not-a-file', '"/dev/null" is a device, not a file.', 'Use -.'],
  ['large', 'input-too-large', '"large" has 11 bytes; at most 10 are read.', 'Name a file.'],
  ['latin1', 'input-not-utf8', '"latin1" is not UTF-8 text.', 'Save it as UTF-8.'],
])('%s gives %s', (typed, code, what, fix) => {
  const folder = makeFolder({ text: '{}', large: '', latin1: Uint8Array.of(0xe9) })
  truncateSync(join(folder, 'large'), 11)
  makeFifo(join(folder, 'fifo'))
  let error: UserError | undefined
  try {
    readTypedFile(typed, folder, EXPECTED)
  } catch (thrown) {
    error = thrown as UserError
  }
  expect(error).toMatchObject({ name: 'UserError', code, fix })
  expect(error?.what).toEqual(typeof what === 'string' ? what : expect.stringMatching(what))
})

test('a link to a file is followed, and a byte order mark kept', () => {
  const folder = makeFolder({ text: '\ufeff{}' })
  symlinkSync('text', join(folder, 'link'))
  expect(readTypedFile('link', folder, EXPECTED)).toBe('\ufeff{}')
})
