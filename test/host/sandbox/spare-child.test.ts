import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHost } from '../../../src/host/host.io.ts'
import { Sandbox, type SandboxOptions } from '../../../src/host/sandbox/sandbox.io.ts'
import { SpareChild } from '../../../src/host/sandbox/spare-child.io.ts'
import { assembleGuest } from '../../support/assemble.ts'
import { type BundledScript, bundleScript } from '../../support/bundle-script.ts'
import { isAlive } from '../../support/is-alive.ts'
import { TOOL_LIMITS } from '../../support/tool-limits.ts'
import { hostAsRequested, toolPlugin } from '../../support/tool-plugin.ts'

const CALL = {
  target: { name: 'call', params: ['string', 'string'], result: 'string' },
  args: ['example_echo', '{}'],
  fuel: 1_000_000,
  deadlineMs: 10_000,
  waitedMs: 0,
} as const

let component: Uint8Array

beforeAll(async () => {
  component = await assembleGuest('echo.wat')
})

function options(spare: SpareChild): SandboxOptions {
  return {
    component,
    limits: TOOL_LIMITS,
    interfaces: {},
    handleHostCall: () => Promise.reject(new Error('no host calls here')),
    maxHostCalls: 0,
    cache: null,
    spare,
  }
}

async function expectGone(pid: number | undefined): Promise<void> {
  await expect.poll(() => isAlive(pid!), { timeout: 3_000, interval: 20 }).toBe(false)
}

describe('a process that is started ahead', () => {
  test('becomes the process of the first sandbox, and of no other', async () => {
    const spare = new SpareChild()
    const { pid } = spare
    const sandboxes = [new Sandbox(options(spare)), new Sandbox(options(spare))]
    expect(sandboxes[0]!.pid).toBe(pid)
    expect(sandboxes[1]!.pid).not.toBe(pid)
    for (const sandbox of sandboxes) expect(await sandbox.call(CALL)).toMatchObject({ ok: true })
    spare.close()
    expect(await sandboxes[0]!.call(CALL)).toMatchObject({ ok: true })
    for (const sandbox of sandboxes) sandbox.close()
    await expectGone(pid)
  })

  test('serves the first call of a host', async () => {
    const spare = new SpareChild()
    const host = createHost({ plugins: [hostAsRequested(toolPlugin(component))], deadlineMs: 10_000, spare })
    expect(await host.call('example_echo', '{}')).toMatchObject({ status: 'ok' })
    expect(spare.pid).toBeUndefined()
    host.close()
    spare.close()
  })

  test('that nobody takes ends when it is closed', async () => {
    const spare = new SpareChild()
    const { pid } = spare
    expect(isAlive(pid!)).toBe(true)
    spare.close()
    expect(spare.take()).toBeNull()
    await expectGone(pid)
  })

  test('that died meanwhile is replaced', async () => {
    const spare = new SpareChild()
    const { pid } = spare
    process.kill(pid!, 'SIGKILL')
    await expect.poll(() => spare.pid, { timeout: 3_000 }).toBeUndefined()
    const sandbox = new Sandbox(options(spare))
    expect(sandbox.pid).not.toBe(pid)
    expect(await sandbox.call(CALL)).toMatchObject({ ok: true })
    sandbox.close()
  })
})

describe('a program with a process that nobody takes', () => {
  let program: BundledScript

  beforeAll(async () => {
    program = await bundleScript("import './test/support/start-spare.ts'")
  })

  afterAll(() => program.remove())

  test.each(['end', 'wait'])(
    'leaves none behind: %s',
    async ending => {
      const parent = spawn(process.execPath, [program.path, ending], { stdio: ['ignore', 'pipe', 'ignore'] })
      const exited = once(parent, 'exit')
      const [line] = (await once(parent.stdout!, 'data')) as [Buffer]
      if (ending === 'wait') parent.kill('SIGKILL')
      await exited
      await expectGone(Number(line.toString()))
    },
    10_000,
  )
})
