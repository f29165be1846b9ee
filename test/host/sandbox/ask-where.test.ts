import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { asset } from '../../../src/assets.io.ts'
import { HOST_API_FUNCTIONS, HOST_API_INTERFACES } from '../../../src/contract/worlds.ts'
import { createHost } from '../../../src/host/host.io.ts'
import type { HostApiHandler } from '../../../src/host/host-apis.ts'
import { hostLoadedPlugin } from '../../../src/host/host-loaded-plugin.ts'
import { GuestSession } from '../../../src/host/sandbox/guest-session.ts'
import { assemble } from '../../support/assemble.ts'
import { expectNoSandbox } from '../../support/sandbox-processes.ts'
import { TOOL_LIMITS } from '../../support/tool-limits.ts'
import { hostedTool, toolPlugin } from '../../support/tool-plugin.ts'

const TRACE = '\\0ayoi-plug-trace\\0a\\20\\00\\00\\00\\05\\00\\00\\00\\ffLtex'

/** Costs little fuel and much time: what fuel it gets lasts for many seconds. Leaves the first page alone. */
const ENDLESS = '(loop (memory.fill (i32.const 65536) (i32.const 7) (i32.const 2031616)) (br 0))'

/** A component whose call traps and whose `yoi-plugin:where` has this body; its trace stands at 64. */
function trapping(where: string, traceAddress = 'i32 (i32.const 64)', pages = 1): Promise<Uint8Array> {
  return assemble(`(component
    (core module $m
      (memory (export "memory") ${pages})
      (global (export "yoi-plugin:trace") ${traceAddress})
      (data (i32.const 64) "${TRACE}")
      (func (export "yoi-plugin:where") ${where})
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
      (func (export "call") (param i32 i32 i32 i32) (result i32) unreachable))
    (core instance $i (instantiate $m))
    (func (export "call") (param "tool" string) (param "input" string) (result string)
      (canon lift (core func $i "call") (memory (core memory $i "memory")) (realloc (core func $i "realloc")))))`)
}

async function callOf(component: Promise<Uint8Array>) {
  const session = new GuestSession(TOOL_LIMITS, { [HOST_API_INTERFACES.fs]: HOST_API_FUNCTIONS.fs }, () => '')
  expect(session.load(await component)).toBeNull()
  const target = { name: 'call', params: ['string', 'string'], result: 'string' } as const
  const report = session.call({ target, args: ['tool', '{}'], fuel: 1_000 })
  return { report, asked: session.canAskWhere ? session.askWhere() : null, session }
}

const TRAP = { kind: 'trap', message: 'unreachable instruction executed' }

describe('asking a broken instance where it was', () => {
  test.each([
    ['does nothing', ''],
    ['traps', 'unreachable'],
    ['loops', '(loop (br 0))'],
    ['recurses', '(call 0)'],
    ['takes all memory', '(loop (drop (memory.grow (i32.const 1))) (br 0))'],
    ['wants an argument', '(param i32) (loop (br 0))'],
    ['overwrites the trace', '(memory.fill (i32.const 0) (i32.const 0xff) (i32.const 65536))'],
  ])('ends, and changes nothing of the call: it %s', async (what, body) => {
    const { report, asked, session } = await callOf(trapping(body))
    const trace = { printed: [{ level: 'log', text: 'tex' }], fault: null }
    expect(report).toMatchObject({ ok: false, failure: TRAP, usage: { memoryPages: 1 }, trace })
    expect(report.usage.fuel).toBeLessThan(1_000)
    const isAsked = what !== 'wants an argument' && what !== 'overwrites the trace'
    expect(asked).toEqual(isAsked ? trace : null)
    expect(session.canAskWhere).toBe(false)
  })

  test.each([0, 65_535, -1, 0x7fffffff])('a trace at the wrong address, %i, is none', async address => {
    const { report, asked } = await callOf(trapping('', `i32 (i32.const ${address})`))
    expect(asked).toBeNull()
    expect(report).toMatchObject({ ok: false, failure: TRAP, trace: null })
  })

  test.each(['i64 (i64.const 64)', 'v128 (v128.const i64x2 64 64)', 'funcref (ref.null func)'])(
    'an address that is no number, %s, is none: the memory is searched',
    async address => {
      const { report } = await callOf(trapping('', address))
      expect(report).toMatchObject({ ok: false, failure: TRAP, trace: { printed: [{ text: 'tex' }] } })
    },
  )
})

describe('a process that is asked where its guest was and does not answer', () => {
  test('is killed at the deadline; the call ended as it had ended before', async () => {
    const component = await trapping(ENDLESS, undefined, 32)
    const host = createHost({ plugins: [hostedTool(component)], deadlineMs: 2_000 })
    await host.prepare('example_echo')
    expect(await host.call('example_echo', '{}')).toMatchObject({
      status: 'trap',
      message: TRAP.message,
      trace: { printed: [{ level: 'log', text: 'tex' }] },
      meters: { memoryPages: 32 },
    })
    await expectNoSandbox()
    host.close()
  })

  test('is killed at once when the deadline has passed already', async () => {
    const text = readFileSync(asset('test/guests/reads-file.wat'), 'utf8').replace(
      '(memory (export "memory") 1)',
      `(memory (export "memory") 32) (func (export "yoi-plugin:where") ${ENDLESS})`,
    )
    const plugin = toolPlugin(await assemble(text))
    const permissions = [...plugin.manifest!.permissions, { kind: 'host_api', api: 'fs' } as const]
    const manifest = { ...plugin.manifest!, permissions }
    const grants = {
      permissions,
      request: [],
      websocket: [],
      fs: [{ root: '/srv', operations: ['read'] }],
    } as const
    const hosted = hostLoadedPlugin({ ...plugin, manifest }, grants)!
    let expiredAt = Number.POSITIVE_INFINITY
    const fs: HostApiHandler = (_, { signal }) =>
      new Promise(() => {
        signal.addEventListener('abort', () => {
          expiredAt = performance.now()
        })
      })
    const host = createHost({ plugins: [hosted], apis: { fs }, deadlineMs: 1_000 })
    await host.prepare('example_echo')
    expect(await host.call('example_echo', '{}')).toMatchObject({ status: 'limit', limit: 'wall' })
    // Fifty milliseconds on a machine that is not busy.
    expect(performance.now() - expiredAt).toBeLessThan(150)
    await expectNoSandbox()
    host.close()
  })
})
