import { describe, expect, test } from 'vitest'
import type { CostTable } from '../../../src/host/sandbox/cost-table.ts'
import { METER_IMPORT } from '../../../src/host/sandbox/meter-module.ts'
import { rewriteModule } from '../../../src/host/sandbox/rewrite-module.ts'
import type { SandboxLimits } from '../../../src/host/sandbox/sandbox-limits.ts'
import { kindOf, sizeOf, TRAP_REASON } from '../../../src/host/sandbox/trap-reason.ts'
import { assemble } from '../../support/assemble.ts'
import { TOOL_LIMITS } from '../../support/tool-limits.ts'
import { FUEL_CASES } from './fuel-cases.ts'

const LIMITS: SandboxLimits = { ...TOOL_LIMITS, tables: 4 }

/** A rewritten module, instantiated with meters of its own. */
async function instantiate(fields: string, fuel: number, costs: CostTable = 'wasmtime-45') {
  const { bytes } = rewriteModule(await assemble(`(module ${fields})`), { ...LIMITS, costs })
  const left = new WebAssembly.Global({ value: 'i64', mutable: true }, BigInt(fuel))
  const reason = new WebAssembly.Global({ value: 'i32', mutable: true }, TRAP_REASON.none)
  const two = new WebAssembly.Global({ value: 'i32' }, 2)
  const imports = { [METER_IMPORT]: { fuel: left, reason }, env: { two } }
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports)
  const call = (...args: readonly number[]) => (exports.f as (...args: readonly number[]) => unknown)(...args)
  return { call, exports, used: () => fuel - Number(left.value), reason: () => Number(reason.value) }
}

describe('fuel is counted as the host’s engine counts it', () => {
  test.each(FUEL_CASES)('$name', async ({ module, args = [], fuel, laterFuel = fuel }) => {
    const host = await instantiate(module, 1_000_000)
    host.call(...args)
    expect(host.used()).toBe(fuel)
    const later = await instantiate(module, 1_000_000, 'wasmtime-49')
    later.call(...args)
    expect(later.used()).toBe(laterFuel)
  })

  test('a call ends at the function entry or loop header where nothing is left, not before', async () => {
    const rounds = `(func (export "f") (param i32)
      (loop $again
        (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
        (br_if $again (local.get 0))))`
    // Entry 1, each round 6: two rounds use 13. The last check is at the header before the second round, after 7.
    const enough = await instantiate(rounds, 8)
    enough.call(2)
    expect(enough.used()).toBe(13)
    const scarce = await instantiate(rounds, 7)
    expect(() => scarce.call(2)).toThrow(WebAssembly.RuntimeError)
    expect(scarce.reason()).toBe(TRAP_REASON.fuel)
    const none = await instantiate('(func (export "f"))', 1)
    expect(() => none.call()).toThrow(WebAssembly.RuntimeError)
  })

  test('a trap of the guest leaves the count as it was last published and no reason', async () => {
    const guest = await instantiate(
      '(func $g) (func (export "f") (call $g) (drop (i32.const 1)) (unreachable))',
      100,
    )
    expect(() => guest.call()).toThrow(WebAssembly.RuntimeError)
    expect([guest.used(), guest.reason()]).toEqual([4, TRAP_REASON.none])
  })
})

describe('growth', () => {
  test('inside the limits works as ever', async () => {
    const grows = await instantiate(
      '(memory 1) (func (export "f") (param i32) (result i32) (memory.grow (local.get 0)))',
      100,
    )
    expect([grows.call(1), grows.call(30), grows.call(0)]).toEqual([1, 2, 32])
    expect(() => grows.call(1)).toThrow(WebAssembly.RuntimeError)
    expect([kindOf(grows.reason()), sizeOf(grows.reason())]).toEqual([TRAP_REASON.memory, 33])
    expect(() => grows.call(-1)).toThrow(WebAssembly.RuntimeError)
    expect(sizeOf(grows.reason())).toBe(0x0fff_ffff + 32)
  })

  test('of a table ends at the limit too, or at its own maximum', async () => {
    const module = (table: string) =>
      `(table ${table} funcref) (func (export "f") (param i32) (result i32) (table.grow (ref.null func) (local.get 0)))`
    const free = await instantiate(module('1'), 100)
    expect([free.call(255)]).toEqual([1])
    expect(() => free.call(1)).toThrow(WebAssembly.RuntimeError)
    expect([kindOf(free.reason()), sizeOf(free.reason())]).toEqual([TRAP_REASON.table, 257])
    const narrow = await instantiate(module('1 2'), 100)
    expect([narrow.call(1)]).toEqual([1])
    expect(() => narrow.call(1)).toThrow(WebAssembly.RuntimeError)
  })
})

describe('what refers to globals', () => {
  test('still finds the right ones: exports, segments, other globals', async () => {
    const guest = await instantiate(
      `(import "env" "two" (global $two i32))
       (memory (export "m") 1) (table 8 funcref) (func $g)
       (global (mut i32) (i32.const 1)) (global (export "copy") i32 (global.get $two))
       (data (global.get $two) "hi") (elem (global.get $two) func $g)
       (func (export "f") (result i32) (ref.is_null (table.get (i32.const 2))))`,
      100,
    )
    expect((guest.exports.copy as WebAssembly.Global).value).toBe(2)
    const memory = new Uint8Array((guest.exports.m as WebAssembly.Memory).buffer)
    expect([...memory.subarray(1, 5)]).toEqual([0, 104, 105, 0])
    expect(guest.call()).toBe(0)
  })
})
