import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { YOI_2026_08 } from '../../src/contract/host-revisions.ts'
import { createHost, type Host, type PluginHostOptions } from '../../src/host/host.io.ts'
import { SpareChild } from '../../src/host/sandbox/spare-child.io.ts'
import { assembleGuest } from '../support/assemble.ts'
import { isAlive } from '../support/is-alive.ts'
import { expectNoSandbox } from '../support/sandbox-processes.ts'
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

describe('a call behind a plugin that is being prepared', () => {
  /** A process that loads nothing until it gets SIGCONT. */
  function stoppedSpare(): SpareChild {
    const spare = new SpareChild()
    process.kill(spare.pid!, 'SIGSTOP')
    return spare
  }

  test('ends at its deadline, and what is prepared with it', async () => {
    const { host } = open(echo, { deadlineMs: 300, spare: stoppedSpare() })
    const startedAt = performance.now()
    const prepared = host.prepare('example_echo')
    const outcome = await host.call('example_echo', '{}')
    expect(outcome).toMatchObject({ status: 'limit', limit: 'wall', value: 300 })
    await prepared
    // A preparation may take ten seconds by itself.
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    await expectNoSandbox()
  })

  test('ends at its deadline also when other calls wait, each at its own', async () => {
    const { host } = open(echo, { deadlineMs: 300, spare: stoppedSpare() })
    void host.prepare('example_echo')
    const outcomes = await Promise.all([host.call('example_echo', '{}'), host.call('example_echo', '{}')])
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'limit', limit: 'wall' })
    await expectNoSandbox()
  })

  test('leaves it alone at its deadline when it was aborted before', async () => {
    const spare = stoppedSpare()
    const { pid } = spare
    const { host } = open(echo, { deadlineMs: 50, spare })
    const prepared = host.prepare('example_echo')
    const abort = new AbortController()
    const call = host.call('example_echo', '{}', { signal: abort.signal })
    abort.abort(new Error('no longer wanted'))
    await expect(call).rejects.toThrow('no longer wanted')
    // The timer of the deadline was set before this one.
    await setTimeout(100)
    process.kill(pid!, 'SIGCONT')
    await prepared
    expect(isAlive(pid!)).toBe(true)
  })
})
