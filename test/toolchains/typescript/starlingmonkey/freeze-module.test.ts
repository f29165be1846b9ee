import { describe, expect, test } from 'vitest'
import wabt from 'wabt'
import {
  freezeModule,
  observeModule,
  STEPS_EXPORT,
} from '../../../../src/toolchains/typescript/starlingmonkey/freeze-module.ts'

const SOURCE = `(module
  (memory (export "memory") 1 9)
  (global $count (mut i32) (i32.const 3))
  (data (i32.const 8) "old")
  (func (export "start")
    (global.set $count (i32.const 77))
    (i32.store8 (i32.const 9) (i32.const 0x21))
    (drop (memory.grow (i32.const 1)))
    (i32.store (i32.const 70000) (i32.const 5)))
  (func (export "grow") (result i32) (memory.grow (i32.const 7)))
  (func (export "spin") (loop $again (br $again)))
  (func (export "count") (result i32) (global.get $count))
  (func (export "at") (param i32) (result i32) (i32.load8_u (local.get 0))))`

interface Exports {
  readonly memory: WebAssembly.Memory
  readonly [STEPS_EXPORT]: WebAssembly.Global
  start(): void
  grow(): number
  spin(): void
  count(): number
  at(address: number): number
}

async function bytesOf(source: string): Promise<Uint8Array> {
  return (await wabt()).parseWat('module.wat', source).toBinary({}).buffer
}

function start(bytes: Uint8Array) {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Exports
}

describe('a module that is frozen', () => {
  test('begins where the observed one came to, without the functions that ran', async () => {
    const bytes = await bytesOf(SOURCE)
    const observed = start(observeModule(bytes, 4))
    observed[STEPS_EXPORT].value = 1_000
    observed.start()
    const state = {
      memory: new Uint8Array(observed.memory.buffer),
      exports: observed as unknown as WebAssembly.Instance['exports'],
    }
    const frozen = start(freezeModule(bytes, state, ['start']))
    expect(frozen.start).toBeUndefined()
    expect(frozen.memory.buffer.byteLength).toBe(2 * 65_536)
    expect([frozen.count(), frozen.at(8), frozen.at(9), frozen.at(70_000)]).toEqual([77, 0x6f, 0x21, 5])
    expect(frozen.grow()).toBe(2)
    expect(freezeModule(bytes, state, ['start'])).toEqual(freezeModule(bytes, state, ['start']))
  })

  test('is bounded in steps and memory while it is observed', async () => {
    const observed = start(observeModule(await bytesOf(SOURCE), 4))
    observed[STEPS_EXPORT].value = 1_000
    expect(() => observed.spin()).toThrow(WebAssembly.RuntimeError)
    expect(Number(observed[STEPS_EXPORT].value)).toBe(0)
    expect(observed.grow()).toBe(-1)
  })

  test.each([
    ['imports more than functions', '(module (memory 1) (import "a" "b" (global i32)))'],
    ['has not one memory', '(module)'],
    ['has passive data segments', '(module (memory 1) (data "passive"))'],
  ])('is refused when it %s', async (reason, source) => {
    const bytes = await bytesOf(
      source.replace('(memory 1) (import "a" "b" (global i32))', '(import "a" "b" (global i32)) (memory 1)'),
    )
    expect(() => observeModule(bytes, 4)).toThrow(reason)
  })
})
