import { beforeAll, describe, expect, test } from 'vitest'
import { createHost } from '../../src/host/host.io.ts'
import type { HostApis } from '../../src/host/host-apis.ts'
import { hostLoadedPlugin } from '../../src/host/host-loaded-plugin.ts'
import { readTrace } from '../../src/host/sandbox/read-trace.ts'
import { buildHostTool } from '../support/host-tool.ts'
import { hostedTool, toolPlugin } from '../support/tool-plugin.ts'

const MARK = '\nyoi-plug-trace\n'

describe('a call that waits for the host', () => {
  let component: Uint8Array
  beforeAll(async () => {
    component = await buildHostTool("console.log('before'); readText('a.txt'); return { summary: 'ok' }", [
      'fs',
    ])
  })

  function hostWith(fs: NonNullable<HostApis['fs']>, deadlineMs: number) {
    const plugin = toolPlugin(component, ['tool'])
    const { permissions } = plugin.manifest!
    const all = [...permissions, { kind: 'host_api', api: 'fs' } as const]
    const hosted = hostLoadedPlugin(
      { ...plugin, manifest: { ...plugin.manifest!, permissions: all } },
      { permissions: all, request: [], websocket: [], fs: [{ root: '/srv', operations: ['read'] }] },
    )!
    return createHost({ plugins: [hosted], apis: { fs }, deadlineMs })
  }

  test('at its deadline still tells what it printed and where it was; the history has nothing of it', async () => {
    const host = hostWith(() => new Promise(() => {}), 1_500)
    const outcome = await host.call('tool', '{}')
    expect(outcome).toMatchObject({
      status: 'limit',
      limit: 'wall',
      trace: { printed: [{ level: 'log', text: 'before' }], fault: { message: null } },
    })
    expect(outcome.trace!.fault!.positions.length).toBeGreaterThan(0)
    expect(host.history.entries[0]!.outcome).not.toHaveProperty('trace')
    const again = await host.call('tool', '{}')
    expect(again).toMatchObject({ status: 'limit', limit: 'wall' })
    host.close()
  })

  test('tells where a refused host call was', async () => {
    const failure = { kind: 'denied', label: 'fs', message: 'no' } as const
    const host = hostWith(async () => ({ ok: false, failure }), 20_000)
    const outcome = await host.call('tool', '{}')
    expect(outcome).toMatchObject({ status: 'denied', trace: { printed: [{ text: 'before' }] } })
    expect(outcome.trace!.fault!.positions.length).toBeGreaterThan(0)
    host.close()
  })
})

test('a call that prints more than is kept goes on, and its author is told', async () => {
  const printing =
    "for (let line = 0; line < 8; line++) console.log('x'.repeat(4000)); return { summary: 'ok' }"
  const host = createHost({
    plugins: [hostedTool(await buildHostTool(printing, []), ['tool'])],
    deadlineMs: 20_000,
  })
  const outcome = await host.call('tool', '{}')
  expect(outcome).toMatchObject({ status: 'ok', output: { summary: 'ok', content: null } })
  expect(outcome.notes).toEqual([
    expect.stringMatching(/^the diagnostics are 3\d{4} bytes, more than \d{5}: the oldest are lost$/),
  ])
  expect(Object.keys(host.history.entries[0]!.outcome).sort()).toEqual(['meters', 'output', 'status'])
  host.close()
})

describe('a trace in memory', () => {
  /** A ring of 16 bytes at address 8. */
  function memory(written: number, ring: string, capacity = 16): { buffer: ArrayBuffer }[] {
    const bytes = Buffer.alloc(64)
    bytes.write(MARK, 8, 'latin1')
    bytes.writeUInt32LE(capacity, 24)
    bytes.writeUInt32LE(written, 28)
    bytes.write(ring, 32, 'latin1')
    return [{ buffer: Uint8Array.from(bytes).buffer }]
  }

  test('is read from its oldest whole entry, whichever place it begins at', () => {
    expect(readTrace(memory(8, '\xffLab\xffEcd'), null)?.printed).toEqual([
      { level: 'log', text: 'ab' },
      { level: 'error', text: 'cd' },
    ])
    expect(readTrace(memory(20, 'old2\xffWstay\xffLcutx'), 8)?.printed.map(({ text }) => text)).toEqual([
      'stay',
      'cutxold2',
    ])
    expect(readTrace(memory(20, 'old2\xffWstay\xffLcutx'), 8)?.excess).toEqual({ value: 20, most: 16 })
    expect(readTrace(memory(16, '\xffWstay\xffLcutxold2'), 8)).not.toHaveProperty('excess')
  })

  test('is found behind a constant that looks like its beginning', () => {
    const [{ buffer }] = memory(4, '\xffLab') as [{ buffer: ArrayBuffer }]
    const whole = Buffer.concat([Buffer.from(MARK), Buffer.from(buffer)])
    expect(readTrace([{ buffer: Uint8Array.from(whole).buffer }], null)?.printed).toEqual([
      { level: 'log', text: 'ab' },
    ])
  })

  test('is a stack, a NUL and a message, or a stack alone', () => {
    const text = '\xffx at a (plugin.js:3:4)\n at plugin.js:5:6\0why'
    const [{ buffer }] = memory(text.length, '', 100) as [{ buffer: ArrayBuffer }]
    const whole = Buffer.concat([Buffer.from(buffer), Buffer.alloc(128)])
    whole.write(text, 32, 'latin1')
    expect(readTrace([{ buffer: Uint8Array.from(whole).buffer }], 8)?.fault).toEqual({
      message: 'why',
      positions: [
        { line: 3, column: 4 },
        { line: 5, column: 6 },
      ],
    })
  })

  test.each([
    ['no mark', [{ buffer: new ArrayBuffer(64) }], null],
    ['another address', memory(4, '\xffLab'), 16],
    ['an address outside', memory(4, '\xffLab'), 0xffffff00],
    ['a capacity beyond the memory', memory(4, '\xffLab', 1024), 8],
    ['a capacity of nothing', memory(4, '\xffLab', 0), 8],
    ['a mark at the end', [{ buffer: Uint8Array.from(Buffer.from(MARK)).buffer }], null],
  ] as const)('is none: %s', (_, memories, address) => {
    expect(readTrace(memories, address)).toBeNull()
  })

  test('is text like any other: an unknown kind is left out', () => {
    expect(readTrace(memory(6, '\xff?ab\xffL'), 8)).toEqual({
      printed: [{ level: 'log', text: '' }],
      fault: null,
    })
  })
})
