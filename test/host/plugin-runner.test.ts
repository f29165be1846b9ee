import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { YOI_2026_08 } from '../../src/contract/host-revisions.ts'
import { createHost, type Host, type PluginHostOptions } from '../../src/host/host.io.ts'
import { assembleGuest } from '../support/assemble.ts'
import { sandboxProcesses } from '../support/sandbox-processes.ts'
import { assembleTool, hostedTool } from '../support/tool-plugin.ts'

const UNLIMITED = { ...YOI_2026_08, fuelPerCall: Number.MAX_SAFE_INTEGER }
const CLOSED = { status: 'runner-cannot', message: 'the sandbox is closed' }

let echo: Uint8Array
let loop: Uint8Array

beforeAll(async () => {
  echo = await assembleGuest('echo.wat')
  loop = await assembleTool({ call: '(loop (br 0)) (unreachable)' })
})

const hosts: Host[] = []
afterEach(() => {
  for (const host of hosts.splice(0)) host.close()
})

/** A host of one plugin, and how often it has read the component. */
function open(component: Uint8Array, options: Omit<PluginHostOptions, 'plugins'> = {}) {
  let reads = 0
  const plugin = hostedTool(component)
  const readComponent = () => {
    reads += 1
    return plugin.readComponent()
  }
  const host = createHost({ deadlineMs: 20_000, ...options, plugins: [{ ...plugin, readComponent }] })
  hosts.push(host)
  return { host, reads: () => reads }
}

async function expectNoSandbox(): Promise<void> {
  if (process.platform !== 'linux') return
  await expect.poll(sandboxProcesses, { timeout: 3_000, interval: 20 }).toEqual([])
}

describe('closing a host', () => {
  test('ends the calls that were just asked for, and nothing of the plugin is read', async () => {
    const { host, reads } = open(echo)
    const calls = [host.call('example_echo', '{}'), host.call('example_echo', '{}')]
    host.close()
    for (const outcome of await Promise.all(calls)) expect(outcome).toMatchObject(CLOSED)
    expect(reads()).toBe(0)
    await expectNoSandbox()
  })

  test('ends the call that runs and those that wait for it', async () => {
    const { host, reads } = open(loop, { limits: UNLIMITED })
    await host.prepare('example_echo')
    const calls = [host.call('example_echo', '{}'), host.call('example_echo', '{}')]
    await expect.poll(reads).toBe(2)
    host.close()
    for (const outcome of await Promise.all(calls)) expect(outcome).toMatchObject(CLOSED)
    expect(reads()).toBe(2)
    await expectNoSandbox()
  })

  test('ends what is prepared, also when that was just asked for', async () => {
    const { host, reads } = open(echo)
    const justAsked = host.prepare('example_echo')
    host.close()
    await justAsked
    expect(reads()).toBe(0)
    await host.prepare('example_echo')
    host.close()
    await expectNoSandbox()
  })

  test('leaves a host that answers later calls', async () => {
    const { host } = open(echo)
    const before = host.call('example_echo', '{}')
    host.close()
    const after = host.call('example_echo', '{}')
    expect(await before).toMatchObject(CLOSED)
    expect(await after).toMatchObject({ status: 'ok' })
  })
})
