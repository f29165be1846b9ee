import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { findIncluded } from '../../src/package/find-included.io.ts'
import { hashFileInside } from '../../src/package/hash-file.io.ts'
import { readFileInside } from '../../src/package/read-file-inside.io.ts'
import { race, useSwapping } from '../support/race.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const temporaryFolder = useTemporaryFolders()
const swap = useSwapping()
let root = ''

beforeEach(async () => {
  const base = temporaryFolder({
    'root/d/e/a.txt': 'inside',
    'outside/e/a.txt': 'SECRET',
    'outside/e/only-outside.txt': '',
  })
  root = join(base, 'root')
  await swap(join(root, 'd'), join(base, 'outside'))
})

test.runIf(process.platform === 'linux')(
  'while a folder is swapped for a link, no file outside is read',
  async () => {
    const tally = await race(() => {
      const file = readFileInside(root, 'd/e/a.txt', 100)
      if (file.ok) expect(Buffer.from(file.bytes).toString()).toBe('inside')
      return file.ok
    })
    expect(Math.min(tally.answered, tally.refused)).toBeGreaterThan(0)
  },
)

test.runIf(process.platform === 'linux')('nor hashed', async () => {
  const tally = await race(() => {
    const hashing = hashFileInside(root, 'd/e/a.txt', 100)
    if (hashing.ok) expect(Buffer.from(hashing.hash.sha256).toString('hex')).toMatch(/^106b08/)
    return hashing.ok
  })
  expect(Math.min(tally.answered, tally.refused)).toBeGreaterThan(0)
})

test.runIf(process.platform === 'linux')('nor named', async () => {
  const tally = await race(() => {
    const { paths } = findIncluded(root, ['d/e/*'])
    expect([...paths]).not.toContain('d/e/only-outside.txt')
    return paths.size > 0
  })
  expect(Math.min(tally.answered, tally.refused)).toBeGreaterThan(0)
})
