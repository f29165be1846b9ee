import { execFileSync } from 'node:child_process'
import { readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FS_OPERATIONS } from '../../../../src/grants/grants.ts'
import { fsApi } from '../../../../src/host/apis/fs/fs-api.io.ts'
import { holdByWorkingFolder } from '../../../../src/host/apis/fs/hold-by-working-folder.io.ts'
import { bundleScript } from '../../../support/bundle-script.ts'
import { callFs, fsAuthority, WAYS_TO_HOLD, wholeFolder } from '../../../support/fs-call.ts'
import { useTemporaryFolders } from '../../../support/temporary-folder.ts'

const temporaryFolder = useTemporaryFolders()

describe('holding by the working folder', () => {
  test('leaves the working folder as it was, also after a failure', async () => {
    const root = temporaryFolder({ 'd/a.txt': 'x' })
    const before = process.cwd()
    for (const path of ['d/a.txt', 'd/missing', 'missing/a.txt', '..'])
      await callFs(fsAuthority([wholeFolder(root)]), 'read', { path }, holdByWorkingFolder)
    expect(process.cwd()).toBe(before)
  })

  test('is refused in a worker thread, which has no working folder of its own', async () => {
    const script = await bundleScript(`
      import { isMainThread, Worker } from 'node:worker_threads'
      import { holdByWorkingFolder } from './src/host/apis/fs/hold-by-working-folder.io.ts'
      import { checkRoot } from './src/host/apis/fs/check-root.io.ts'
      if (isMainThread) new Worker(new URL(import.meta.url))
      else
        try {
          holdByWorkingFolder(checkRoot({ root: '/', operations: ['read'] }), [], () => {})
        } catch (error) {
          console.log(error.message)
        }
    `)
    try {
      const out = execFileSync(process.execPath, [script.path], { encoding: 'utf8' })
      expect(out).toBe(
        'a worker thread of this system cannot hold a folder; call the plugin from the main thread\n',
      )
    } finally {
      script.remove()
    }
  })
})

test.each(WAYS_TO_HOLD)(
  'no descriptor stays open when folders are held %s, whatever happens',
  async (_, hold) => {
    const root = temporaryFolder({ 'd/a.txt': 'x' })
    symlinkSync('d', join(root, 'link'))
    execFileSync('mkfifo', [join(root, 'pipe')])
    const call = async () => {
      for (const operation of FS_OPERATIONS)
        for (const path of ['d/a.txt', 'd', '.', 'missing/a', 'd/a.txt/b', 'link', 'link/a.txt', 'pipe'])
          await callFs(
            fsAuthority([wholeFolder('/nowhere'), wholeFolder(root)]),
            operation,
            operation === 'write' ? { path, content: 'x' } : { path },
            hold,
          )
    }
    await call()
    const before = readdirSync('/dev/fd').length
    for (let round = 0; round < 20; round++) await call()
    expect(readdirSync('/dev/fd').length).toBe(before)
  },
)

test('a function that fs does not have is a mistake of ours, not of the plugin', async () => {
  const call = { interface: 'yoi:host/fs@1.0.0', function: 'delete', args: ['{}'] }
  const context = { authority: fsAuthority([]), signal: new AbortController().signal }
  await expect(fsApi()(call, context)).rejects.toThrow('fs has no function delete')
})
