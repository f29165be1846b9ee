import { describe, expect, test } from 'vitest'
import { HOST_API_FUNCTIONS, HOST_API_INTERFACES } from '../../../src/contract/worlds.ts'
import { GuestSession } from '../../../src/host/sandbox/guest-session.ts'
import { assemble } from '../../support/assemble.ts'
import { TOOL_LIMITS } from '../../support/tool-limits.ts'

const TRACE = '\\0ayoi-plug-trace\\0a\\20\\00\\00\\00\\05\\00\\00\\00\\ffLtex'

/** A component whose call traps and whose `yoi-plugin:where` has this body; its trace stands at 64. */
function trapping(where: string, traceAddress = 64): Promise<Uint8Array> {
  return assemble(`(component
    (core module $m
      (memory (export "memory") 1)
      (global (export "yoi-plugin:trace") i32 (i32.const ${traceAddress}))
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
  return session.call({ target, args: ['tool', '{}'], fuel: 1_000 })
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
    const report = await callOf(trapping(body))
    expect(report).toMatchObject({ ok: false, failure: TRAP, usage: { memoryPages: 1 } })
    expect(report.usage.fuel).toBeLessThan(1_000)
    const printed = report.trace?.printed ?? null
    expect(printed).toEqual(what === 'overwrites the trace' ? null : [{ level: 'log', text: 'tex' }])
  })

  test.each([0, 65_535, -1, 0x7fffffff])('a trace at the wrong address, %i, is none', async address => {
    const report = await callOf(trapping('', address))
    expect(report).toMatchObject({ ok: false, failure: TRAP, trace: null })
  })
})
