import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isAlive } from '../../support/is-alive.ts'

let folder: string
let program: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yoi-watch-'))
  program = join(folder, 'sleeper.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('../../support/watched-sleeper.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts the program, kills it and waits for its end. @returns the process that it left */
async function killProgram(): Promise<number> {
  const parent = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const pid = Number(line.toString())
  expect(isAlive(pid)).toBe(true)
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  return pid
}

describe.skipIf(process.platform === 'win32')('a process that is watched', () => {
  test('is killed when its parent is, though nobody asked the kernel to', async () => {
    const pid = await killProgram()
    await expect.poll(() => isAlive(pid), { timeout: 10_000, interval: 20 }).toBe(false)
  })
})
