import { afterEach, describe, expect, test } from 'vitest'
import { YOI_2026_08 } from '../../src/contract/host-revisions.ts'
import { History } from '../../src/host/history.ts'
import { createHost, type Host, type PluginHostOptions } from '../../src/host/host.io.ts'
import { assembleGuest } from '../support/assemble.ts'
import {
  answer,
  assembleTool,
  hostAsRequested,
  hostedTool,
  ONE_PAGE,
  toolPlugin,
} from '../support/tool-plugin.ts'

const UNLIMITED = { ...YOI_2026_08, fuelPerCall: Number.MAX_SAFE_INTEGER }

const hosts: Host[] = []
afterEach(() => {
  for (const host of hosts.splice(0)) host.close()
})

function open(options: PluginHostOptions): Host {
  const host = createHost({ deadlineMs: 5_000, ...options })
  hosts.push(host)
  return host
}

async function openEcho(): Promise<Host> {
  return open({ plugins: [hostedTool(await assembleGuest('echo.wat'))] })
}

const LOOP = { call: '(loop (br 0)) (unreachable)' }

describe('a call of a tool', () => {
  test('answers with the decoded output and what the call used', async () => {
    let now = 100
    const plugins = [hostedTool(await assembleGuest('echo.wat'))]
    const host = open({ plugins, clock: { nowMs: () => (now += 7) } })
    expect(await host.call('example_echo', '{"a":1}')).toEqual({
      status: 'ok',
      output: { summary: 'echo', content: '0007' },
      meters: { fuel: 118, memoryPages: 1, wallMs: 7, hostCalls: 0 },
    })
  })

  test('hands the guest the input as the host re-serialises it', async () => {
    const host = await openEcho()
    // {"a":1,"b":2} has 13 bytes.
    expect(await host.call('example_echo', ' { "b" : 2, "a" : 0, "a" : 1 } ')).toMatchObject({
      output: { content: '0013' },
    })
  })

  test('runs in a fresh instance each time', async () => {
    const counter = await assembleTool({
      fields: `${ONE_PAGE} (global $calls (mut i32) (i32.const 48))
        (data (i32.const 16) "{\\"summary\\":\\"0\\"}")`,
      call: `(global.set $calls (i32.add (global.get $calls) (i32.const 1)))
        (i32.store8 (i32.const 28) (global.get $calls)) ${answer(16, 15)}`,
    })
    const host = open({ plugins: [hostedTool(counter)] })
    for (let call = 0; call < 3; call++)
      expect(await host.call('example_echo', '{}')).toMatchObject({ output: { summary: '1' } })
  })

  test('uses the same fuel every time', async () => {
    const host = await openEcho()
    const first = await host.call('example_echo', '[1,2,3]')
    const second = await host.call('example_echo', '[1,2,3]')
    expect(second.meters.fuel).toBe(first.meters.fuel)
  })

  test('is refused for a tool that is not registered, for no JSON and for over 64 KiB, and runs nothing', async () => {
    const host = await openEcho()
    expect(await host.call('other', '{}')).toMatchObject({ status: 'bad-input', meters: { fuel: 0 } })
    expect(await host.call('example_echo', '{')).toMatchObject({ status: 'bad-input', meters: { fuel: 0 } })
    const measuring = open({ plugins: [hostedTool(await lengthTool())] })
    expect(await measuring.call('example_echo', JSON.stringify('x'.repeat(65_534)))).toMatchObject({
      output: { summary: '65536' },
    })
    expect(await host.call('example_echo', JSON.stringify('x'.repeat(65_535)))).toMatchObject({
      status: 'limit',
      limit: 'input',
      message: 'the input is 65537 bytes, more than 65536',
    })
  })

  test('is refused with the reason when there is no component, or it is no component', async () => {
    const { files: _, ...rest } = toolPlugin(new Uint8Array())
    const cases = [
      [open({ plugins: [hostAsRequested({ ...rest, files: new Map() })] }), 'the package holds no component'],
      [open({ plugins: [hostedTool(new Uint8Array())] }), 'not a component'],
      [open({ plugins: [hostedTool(new TextEncoder().encode('placeholder'))] }), 'not a component'],
      [open({ plugins: [hostedTool(new Uint8Array(8 * 1024 * 1024 + 1))] }), 'more than 8388608'],
    ] as const
    for (const [host, message] of cases)
      expect(await host.call('example_echo', '{}')).toMatchObject({
        status: 'load-refused',
        message: expect.stringContaining(message),
      })
  })

  test('is refused for random bytes and for a component with flipped bytes, without a crash', async () => {
    const component = await assembleGuest('echo.wat')
    let seed = 1
    const random = () => (seed = (seed * 48_271) % 2_147_483_647)
    for (let round = 0; round < 12; round++) {
      const bytes = component.slice()
      for (let flip = 0; flip < 4; flip++) bytes[random() % bytes.length] = random() & 0xff
      const host = open({ plugins: [hostedTool(bytes)] })
      const outcome = await host.call('example_echo', '{}')
      expect(outcome.status).not.toBe('runner-cannot')
      host.close()
    }
  })

  test('is refused when the export is missing or has another type', async () => {
    const text = 'the component exports no function "call"'
    const none = await assembleGuest('no-call.wat')
    expect(await open({ plugins: [hostedTool(none)] }).call('example_echo', '{}')).toMatchObject({
      status: 'load-refused',
      message: text,
    })
    const other = await assembleGuest('other-call.wat')
    expect(await open({ plugins: [hostedTool(other)] }).call('example_echo', '{}')).toMatchObject({
      status: 'load-refused',
      message: 'the export "call" has the type func(string) -> u32, not func(string, string) -> string',
    })
  })

  test('of an import that the host does not have is refused before anything runs', async () => {
    const wasi = await assembleGuest('imports-wasi.wat')
    const host = open({ plugins: [hostedTool(wasi)] })
    expect(await host.call('example_echo', '{}')).toMatchObject({
      status: 'load-refused',
      message: 'unsupported component import "wasi:cli/environment@0.2.0"',
      meters: { fuel: 0 },
    })
  })

  test('ends at its deadline and kills the guest', async () => {
    const plugins = [hostedTool(await assembleTool(LOOP))]
    const host = open({ plugins, limits: UNLIMITED, deadlineMs: 200 })
    expect(await host.call('example_echo', '{}')).toMatchObject({
      status: 'limit',
      limit: 'wall',
      message: 'the call took more than 200 ms',
    })
  })

  test.each([
    ['extended constants', '(global i32 (i32.add (i32.const 1) (i32.const 2)))'],
    [
      'relaxed vector operators',
      '(func (param v128 v128) (result v128) (i8x16.relaxed_swizzle (local.get 0) (local.get 1)))',
    ],
    ['tail calls', '(func $f (return_call $f))'],
    ['several results', '(func (result i32 i64) (i32.const 1) (i64.const 2))'],
    ['saturating conversions', '(func (result i32) (i32.trunc_sat_f32_u (f32.const 1)))'],
  ])('runs modules with %s on every Node', async (_, fields) => {
    const component = await assembleTool({
      fields: `${ONE_PAGE} ${fields} (data (i32.const 16) "{\\"summary\\":\\"x\\"}")`,
      call: answer(16, 15),
    })
    const host = open({ plugins: [hostedTool(component)] })
    expect(await host.call('example_echo', '{}')).toMatchObject({ status: 'ok' })
  })

  test('leaves a host that works after a killed guest', async () => {
    const looping = hostedTool(await assembleTool(LOOP), ['loop'])
    const echo = hostedTool(await assembleGuest('echo.wat'))
    const host = open({ plugins: [looping, echo], limits: UNLIMITED, deadlineMs: 300 })
    const results = await Promise.all([host.call('loop', '{}'), host.call('loop', '{}')])
    expect(results.map(result => result.status)).toEqual(['limit', 'limit'])
    const patient = open({ plugins: [echo] })
    expect(await patient.call('example_echo', '{}')).toMatchObject({ status: 'ok' })
  })

  test.each([Number.POSITIVE_INFINITY, 1e10])('has the time that it is given: %d ms', async deadlineMs => {
    const host = open({ plugins: [hostedTool(await assembleGuest('echo.wat'))], deadlineMs })
    expect(await host.call('example_echo', '{}')).toMatchObject({ status: 'ok' })
  })

  test('is told at once that its time is no number', () => {
    expect(() => open({ plugins: [], deadlineMs: Number.NaN })).toThrow('deadlineMs is NaN')
  })

  test('rejects with the reason of its signal and kills the guest', async () => {
    const plugins = [hostedTool(await assembleTool(LOOP))]
    const host = open({ plugins, limits: UNLIMITED })
    const abort = new AbortController()
    const call = host.call('example_echo', '{}', { signal: abort.signal })
    const reason = new Error('no longer wanted')
    abort.abort(reason)
    await expect(call).rejects.toBe(reason)
    await expect(host.call('example_echo', '{}', { signal: abort.signal })).rejects.toBe(reason)
    const aborted = { tool: 'example_echo', input: '{}', outcome: { status: 'aborted', meters: { fuel: 0 } } }
    expect(host.history.entries).toMatchObject([aborted, aborted])
  })

  test('rejects at once when it is aborted while it waits for another call', async () => {
    const host = open({
      plugins: [hostedTool(await assembleTool(LOOP))],
      limits: UNLIMITED,
      deadlineMs: 20_000,
    })
    const [running, waiting] = [new AbortController(), new AbortController()]
    let hasEnded = false
    const first = host.call('example_echo', '{}', { signal: running.signal }).finally(() => {
      hasEnded = true
    })
    const second = host.call('example_echo', '{}', { signal: waiting.signal })
    waiting.abort(new Error('no longer wanted'))
    await expect(second).rejects.toThrow('no longer wanted')
    expect(hasEnded).toBe(false)
    running.abort(new Error('stop'))
    await expect(first).rejects.toThrow('stop')
  })

  test('works in 20 hosts at once', async () => {
    const echo = await assembleGuest('echo.wat')
    const loop = await assembleTool(LOOP)
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        open({ plugins: [hostedTool(index % 2 === 0 ? echo : loop)], deadlineMs: 10_000 }).call(
          'example_echo',
          '{}',
        ),
      ),
    )
    expect(outcomes.map(outcome => outcome.status)).toEqual(
      outcomes.map((_, index) => (index % 2 === 0 ? 'ok' : 'limit')),
    )
  })
})

describe('what a host knows', () => {
  test('its tools as the model sees them, and the names that it refused', async () => {
    const component = await assembleGuest('echo.wat')
    const host = open({
      plugins: [hostedTool(component, ['one', 'two']), hostedTool(component, ['two', 'a b'])],
    })
    expect(host.tools).toEqual([
      {
        name: 'one',
        description: 'Describes one.',
        input_schema: { type: 'object' },
        input_schema_json: '{"type":"object"}',
      },
      {
        name: 'two',
        description: 'Describes two.',
        input_schema: { type: 'object' },
        input_schema_json: '{"type":"object"}',
      },
    ])
    expect(host.refusals).toEqual([
      { ok: false, tool: 'two', reason: 'duplicate', message: 'tool name "two" is already taken' },
      {
        ok: false,
        tool: 'a b',
        reason: 'bad-name',
        message: 'tools[1].name is "a b", but it holds white space.',
      },
    ])
  })

  test('its history: each call with its input and outcome, in order', async () => {
    const host = await openEcho()
    const first = await host.call('example_echo', '{}')
    const second = await host.call('nobody', 'x')
    expect(host.history.entries).toEqual([
      { tool: 'example_echo', input: '{}', outcome: first },
      { tool: 'nobody', input: 'x', outcome: second },
    ])
  })

  test('its history: nothing that is only for the author, nothing that can be changed', () => {
    const history = new History()
    const meters = { fuel: 1, memoryPages: 1, wallMs: 1, hostCalls: 0 }
    const outcome = {
      status: 'trap',
      message: 'unreachable',
      meters,
      notes: ['a note'],
      printed: ['a line'],
    } as const
    history.record({ tool: 'echo', input: '{}', outcome })
    expect(history.entries).toEqual([
      { tool: 'echo', input: '{}', outcome: { status: 'trap', message: 'unreachable', meters } },
    ])
    expect(Object.isFrozen(history.entries[0])).toBe(true)
    meters.fuel = 99
    expect(history.entries[0]?.outcome.meters).toEqual({ ...meters, fuel: 1 })
    expect(Object.isFrozen(history.entries[0]?.outcome.meters)).toBe(true)
  })
})

/** Answers with the input's length in bytes as the summary. */
function lengthTool(): Promise<Uint8Array> {
  return assembleTool({
    fields: `(memory (export "memory") 3) (data (i32.const 16) "{\\"summary\\":\\"00000\\"}")
      (func $digit (param $at i32) (param $divisor i32) (param $length i32)
        (i32.store8 (local.get $at) (i32.add (i32.const 48)
          (i32.rem_u (i32.div_u (local.get $length) (local.get $divisor)) (i32.const 10)))))`,
    call: `${[10_000, 1_000, 100, 10, 1]
      .map(
        (divisor, at) =>
          `(call $digit (i32.const ${28 + at}) (i32.const ${divisor}) (local.get $input_length))`,
      )
      .join(' ')} ${answer(16, 19)}`,
  })
}

/** The component's facts say what it imports; the limits for such components follow from them. */
