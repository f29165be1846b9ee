import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BundledScript, bundleScript } from '../../support/bundle-script.ts'
import { isAlive } from '../../support/is-alive.ts'

let program: BundledScript

beforeAll(async () => {
  program = await bundleScript("import './test/support/watched-sleeper.ts'")
})
afterAll(() => program.remove())

/** Starts the program, kills it and waits for its end. @returns the process that it left */
async function killProgram(): Promise<number> {
  const parent = spawn(process.execPath, [program.path], { stdio: ['ignore', 'pipe', 'ignore'] })
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
