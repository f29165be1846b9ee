import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings } from '../../src/package/read-settings.io.ts'
import { makeSparseFile, ONE_GIGABYTE } from '../support/odd-files.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()

test('settings of any size above 64 KiB are refused alike, by our own limit', () => {
  const folder = makeFolder()
  const path = join(folder, 'yoi-plugin.toml')
  const refusal = (byteLength: number) => [
    expect.objectContaining({
      rule: 'project/too-large',
      message: `yoi-plugin.toml has ${byteLength} bytes; expected at most 65536.`,
      at: { file: 'yoi-plugin.toml' },
    }),
  ]
  writeFileSync(path, '#'.repeat(65_537))
  expect(readSettings(folder).findings).toEqual(refusal(65_537))
  makeSparseFile(path)
  expect(readSettings(folder).findings).toEqual(refusal(ONE_GIGABYTE))
})
