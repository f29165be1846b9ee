import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asset } from '../../../src/assets.io.ts'
import { HOST_API_FUNCTIONS, HOST_API_INTERFACES } from '../../../src/contract/worlds.ts'
import { Sandbox } from '../../../src/host/sandbox/sandbox.io.ts'
import { assembleGuest } from '../../support/assemble.ts'
import { type BundledScript, bundleScript } from '../../support/bundle-script.ts'
import { isAlive } from '../../support/is-alive.ts'
import { sandboxOptions } from '../../support/sandbox-options.ts'
import { TOOL_LIMITS } from '../../support/tool-limits.ts'
import { assembleTool } from '../../support/tool-plugin.ts'

const TARGET = { name: 'call', params: ['string', 'string'], result: 'string' } as const
const CALL = {
  target: TARGET,
  args: ['tool', '{}'],
  fuel: 1_000_000_000,
  deadlineMs: 10_000,
  waitedMs: 0,
} as const

const loop = { call: '(loop (br 0)) (unreachable)' }

let program: BundledScript
let folder: string
let component: string

beforeAll(async () => {
  program = await bundleScript("import './test/support/loop-in-sandbox.ts'")
  folder = mkdtempSync(join(tmpdir(), 'yoi-lifecycle-'))
  component = join(folder, 'loop.wasm')
  writeFileSync(component, await assembleTool(loop))
})

afterAll(() => {
  program.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** Enough for years. */
const ENDLESS = Number.MAX_SAFE_INTEGER

interface Started {
  readonly parent: ChildProcess
  readonly sandboxPid: number
}

/** Starts the program and waits for the sandbox's process id. */
async function startProgram(fuel: number, ending: 'wait' | 'exit'): Promise<Started> {
  const args = [program.path, component, String(fuel), ending]
  const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = (await once(parent.stdout!, 'data')) as [Buffer]
  return { parent, sandboxPid: Number(line.toString()) }
}

async function expectGone(pid: number, withinMs: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: withinMs, interval: 20 }).toBe(false)
}

describe('no sandbox outlives its parent', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('that gets %s, which still ends it', async signal => {
    const { parent, sandboxPid } = await startProgram(ENDLESS, 'wait')
    expect(isAlive(sandboxPid)).toBe(true)
    parent.kill(signal)
    const [, endedBy] = await once(parent, 'exit')
    expect(endedBy).toBe(signal)
    await expectGone(sandboxPid, 3_000)
  })

  test('that exits by itself in the middle of a call', async () => {
    const { parent, sandboxPid } = await startProgram(ENDLESS, 'exit')
    await once(parent, 'exit')
    await expectGone(sandboxPid, 3_000)
  })

  test.runIf(existsSync('/usr/bin/setpriv'))(
    'that is killed, though the guest has fuel for years',
    async () => {
      const { parent, sandboxPid } = await startProgram(ENDLESS, 'wait')
      parent.kill('SIGKILL')
      await once(parent, 'exit')
      await expectGone(sandboxPid, 3_000)
    },
  )

  test('that is killed: the guest’s fuel ends, then the pipe', async () => {
    const { parent, sandboxPid } = await startProgram(1_000_000_000, 'wait')
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    await expectGone(sandboxPid, 20_000)
  }, 30_000)
})

describe('a sandbox', () => {
  test('that is closed is gone and fails every later call', async () => {
    const sandbox = new Sandbox(sandboxOptions(await assembleGuest('echo.wat')))
    expect(await sandbox.call(CALL)).toMatchObject({ ok: true })
    const pid = sandbox.pid!
    sandbox.close()
    expect(sandbox.isUsable).toBe(false)
    await expectGone(pid, 3_000)
    expect(await sandbox.call(CALL)).toMatchObject({ ok: false, failure: { kind: 'runner-cannot' } })
  })

  test('whose process dies says so instead of waiting', async () => {
    const sandbox = new Sandbox(sandboxOptions(await assembleTool(loop)))
    const call = sandbox.call(CALL)
    process.kill(sandbox.pid!, 'SIGKILL')
    expect(await call).toMatchObject({
      ok: false,
      failure: { kind: 'runner-cannot', message: 'the sandbox process ended (SIGKILL)' },
    })
  })

  test('whose host call handler breaks rejects the call with that error', async () => {
    const sandbox = new Sandbox({
      ...sandboxOptions(await assembleGuest('reads-file.wat')),
      interfaces: { [HOST_API_INTERFACES.fs]: HOST_API_FUNCTIONS.fs },
      maxHostCalls: 1,
      limits: { ...TOOL_LIMITS, coreInstances: 2 },
    })
    await expect(sandbox.call(CALL)).rejects.toThrow('no host calls here')
    expect(sandbox.isUsable).toBe(false)
  })

  test('ends a call that makes more host calls than it may', async () => {
    const sandbox = new Sandbox({
      ...sandboxOptions(await assembleGuest('reads-file.wat')),
      interfaces: { [HOST_API_INTERFACES.fs]: HOST_API_FUNCTIONS.fs },
      limits: { ...TOOL_LIMITS, coreInstances: 2 },
    })
    expect(await sandbox.call(CALL)).toMatchObject({
      failure: { kind: 'limit', limit: 'host-calls', message: 'the call made more than 0 host calls' },
    })
    sandbox.close()
  })

  test('dies with its abort within a moment', async () => {
    const sandbox = new Sandbox(sandboxOptions(await assembleTool(loop)))
    const abort = new AbortController()
    const call = sandbox.call({ ...CALL, signal: abort.signal })
    abort.abort()
    await expect(call).rejects.toThrow('aborted')
    await expectGone(sandbox.pid!, 3_000)
  })

  test.runIf(process.platform === 'linux')(
    'has no environment, no folder of ours, and may read one file',
    async () => {
      const sandbox = new Sandbox(sandboxOptions(await assembleGuest('echo.wat')))
      await sandbox.call(CALL)
      const about = `/proc/${sandbox.pid}`
      expect(readFileSync(`${about}/environ`, 'utf8')).toBe('')
      expect(readlinkSync(`${about}/cwd`)).toBe('/')
      const flags = readFileSync(`${about}/cmdline`, 'utf8').split('\0')
      expect(flags.filter(flag => flag.startsWith('--allow-'))).toEqual([
        `--allow-fs-read=${asset('dist/sandbox-child.cjs')}`,
      ])
      expect(flags.some(flag => flag.endsWith('permission'))).toBe(true)
      sandbox.close()
    },
  )
})
