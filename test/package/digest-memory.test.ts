import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PACKAGE_LIMITS } from '../../src/contract/limits.ts'
import { type BundledScript, bundleScript } from '../support/bundle-script.ts'
import { makeSparseFile } from '../support/odd-files.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()
let script: BundledScript

beforeAll(async () => {
  script = await bundleScript(`
    import { digestHostDirectory } from './src/package/read-host-directory.io.ts'
    const result = digestHostDirectory(process.argv[2])
    console.log(JSON.stringify({ result, peakKib: process.resourceUsage().maxRSS }))
  `)
})

afterAll(() => script.remove())

test('a package of 64 MiB is digested in less than 100 MB of memory', () => {
  const folder = makeFolder()
  const count = PACKAGE_LIMITS.totalBytes / PACKAGE_LIMITS.fileBytes
  for (let index = 0; index < count; index++)
    makeSparseFile(join(folder, `f${index}`), PACKAGE_LIMITS.fileBytes)
  const run = spawnSync(process.execPath, [script.path, folder], { encoding: 'utf8' })
  const { result, peakKib } = JSON.parse(run.stdout)
  expect(result).toEqual({ ok: true, digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) })
  expect(peakKib * 1024).toBeLessThan(100_000_000)
})
