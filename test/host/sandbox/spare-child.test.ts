import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOST_API_FUNCTIONS, HOST_API_INTERFACES } from '../../../src/contract/worlds.ts'
import { createHost } from '../../../src/host/host.io.ts'
import { Sandbox, type SandboxOptions } from '../../../src/host/sandbox/sandbox.io.ts'
import { SpareChild } from '../../../src/host/sandbox/spare-child.io.ts'
import { assembleGuest } from '../../support/assemble.ts'
import { type BundledScript, bundleScript } from '../../support/bundle-script.ts'
import { isAlive } from '../../support/is-alive.ts'
import { sandboxOptions } from '../../support/sandbox-options.ts'
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
  return { ...sandboxOptions(component), spare }
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

  test('that died a moment before it is taken is replaced, with and without preparing', async () => {
    for (const isPrepared of [false, true]) {
      const spare = new SpareChild()
      const host = createHost({
        plugins: [hostAsRequested(toolPlugin(component))],
        deadlineMs: 10_000,
        spare,
      })
      // Nobody hears of its end before this test waits for something.
      process.kill(spare.pid!, 'SIGKILL')
      if (isPrepared) await host.prepare('example_echo')
      expect(await host.call('example_echo', '{}')).toMatchObject({ status: 'ok' })
      host.close()
    }
  })

  test('that dies while a call is in it is not: the call may have done something', async () => {
    const spare = new SpareChild()
    const { pid } = spare
    const sandbox = new Sandbox({
      ...options(spare),
      component: await assembleGuest('reads-file.wat'),
      limits: { ...TOOL_LIMITS, coreInstances: 2 },
      interfaces: { [HOST_API_INTERFACES.fs]: HOST_API_FUNCTIONS.fs },
      maxHostCalls: 1,
      handleHostCall: () => {
        process.kill(pid!, 'SIGKILL')
        return new Promise(() => {})
      },
    })
    expect(await sandbox.call(CALL)).toMatchObject({
      failure: { kind: 'runner-cannot', message: 'the sandbox process ended (SIGKILL)' },
    })
    expect(sandbox.hasLostSpare).toBe(false)
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
