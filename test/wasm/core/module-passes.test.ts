import { beforeAll, describe, expect, test } from 'vitest'
import wabtModule from 'wabt'
import type { CoreModule } from '../../../src/wasm/core/core-module.ts'
import { countSteps } from '../../../src/wasm/core/count-steps.ts'
import { dropDeadFunctions } from '../../../src/wasm/core/drop-dead-functions.ts'
import { eliminateTable } from '../../../src/wasm/core/eliminate-table.ts'
import { exportedIndex } from '../../../src/wasm/core/exported-index.ts'
import { importFunctions } from '../../../src/wasm/core/import-functions.ts'
import { linkModule } from '../../../src/wasm/core/link-module.ts'
import { memorySegments } from '../../../src/wasm/core/memory-segments.ts'
import { readCoreModule } from '../../../src/wasm/core/read-core-module.ts'
import { redirectCalls } from '../../../src/wasm/core/redirect-calls.ts'
import { redirectMemoryGrowth } from '../../../src/wasm/core/redirect-memory-growth.ts'
import { writeCoreModule } from '../../../src/wasm/core/write-core-module.ts'

let wabt: Awaited<ReturnType<typeof wabtModule>>
beforeAll(async () => {
  wabt = await wabtModule()
})

function moduleOf(text: string): CoreModule {
  const features = { bulk_memory: true, reference_types: true, tail_call: true, multi_value: true }
  return readCoreModule(new Uint8Array(wabt.parseWat('test.wat', text, features).toBinary({}).buffer))
}

function run(module: CoreModule, imports = {}) {
  const compiled = new WebAssembly.Module(writeCoreModule(module))
  return new WebAssembly.Instance(compiled, imports).exports as Record<
    string,
    (...values: number[]) => number
  > & {
    steps: WebAssembly.Global
  }
}

describe('eliminateTable', () => {
  const TABLE = `(module
    (type $binary (func (param i32 i32) (result i32)))
    (type $unary (func (param i32) (result i32)))
    (type $unused (func (param i64)))
    (table 10 funcref)
    (elem (i32.const 3) $add $sub $double $add)
    (elem (i32.const 8) $sub)
    (func $add (type $binary) (i32.add (local.get 0) (local.get 1)))
    (func $sub (type $binary) (i32.sub (local.get 0) (local.get 1)))
    (func $double (type $unary) (i32.mul (local.get 0) (i32.const 2)))
    (func (export "binary") (param i32 i32 i32) (result i32)
      (call_indirect (type $binary) (local.get 0) (local.get 1) (local.get 2)))
    (func (export "unary") (param i32 i32) (result i32)
      (return_call_indirect (type $unary) (local.get 0) (local.get 1)))
    (func (export "nobody") (param i32) (call_indirect (type $unused) (i64.const 1) (local.get 0)))
    (export "table" (table 0)))`

  test('calls the same functions as the table did, and traps for every other slot', () => {
    const module = moduleOf(TABLE)
    const before = run(moduleOf(TABLE))
    eliminateTable(module)
    expect([module.tables, module.elements, module.exports.map(entry => entry.name)]).toEqual([
      [],
      [],
      ['binary', 'unary', 'nobody'],
    ])
    const after = run(module)
    const outcome = (call: () => number) => {
      try {
        return call()
      } catch (error) {
        expect(error).toBeInstanceOf(WebAssembly.RuntimeError)
        return 'trap'
      }
    }
    for (const slot of [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 2147483647]) {
      expect(outcome(() => after.binary!(20, 3, slot))).toBe(outcome(() => before.binary!(20, 3, slot)))
      expect(outcome(() => after.unary!(20, slot))).toBe(outcome(() => before.unary!(20, slot)))
      expect(outcome(() => after.nobody!(slot))).toBe('trap')
    }
  })

  test('refuses a table that is changed, imported or filled on demand', () => {
    const refused = [
      '(module (table 2 funcref) (func $f) (elem declare func $f) (func (table.set (i32.const 0) (ref.func $f))))',
      '(module (import "e" "t" (table 2 funcref)) (func (call_indirect (i32.const 0))))',
      '(module (table 2 funcref) (func $f) (elem $e func $f) (func (table.init $e (i32.const 0) (i32.const 0) (i32.const 1))))',
      '(module (import "e" "g" (global i32)) (table 2 funcref) (func $f) (elem (offset (global.get 0)) $f))',
      '(module (table 2 funcref) (table 2 funcref))',
    ]
    for (const text of refused) expect(() => eliminateTable(moduleOf(text)), text).toThrow()
  })
})

describe('dropDeadFunctions', () => {
  test('keeps what exports, elements and the start function reach, and renumbers their calls', () => {
    const module = moduleOf(`(module
      (import "e" "unused" (func))
      (import "e" "log" (func $log (param i32)))
      (func $dead (call $dead2))
      (func $two (result i32) (i32.const 2))
      (func $dead2)
      (func (export "four") (result i32) (i32.add (call $two) (call $two)))
      (func $inTable (result i32) (i32.const 9))
      (table 1 funcref) (elem (i32.const 0) $inTable)
      (func (export "nine") (result i32) (call_indirect (result i32) (i32.const 0)))
      (func $start (call $log (i32.const 5)))
      (start $start))`)
    expect(module.bodies).toHaveLength(7)
    dropDeadFunctions(module)
    expect(module.bodies).toHaveLength(5)
    const logged: number[] = []
    const exports = run(module, { e: { unused() {}, log: (value: number) => logged.push(value) } })
    expect([exports.four!(), exports.nine!(), logged]).toEqual([4, 9, [5]])
  })
})

describe('linkModule', () => {
  const MAIN = `(module
    (import "env" "log" (func $log (param i32)))
    (import "env" "now" (func $now (result i32)))
    (memory (export "memory") 1)
    (global $g (export "base") (mut i32) (i32.const 100))
    (data (i32.const 0) "main")
    (func (export "twice") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
    (func (export "tick") (result i32) (call $log (i32.const 7)) (call $now)))`

  test('joins both modules into one without imports, in which each calls the other', () => {
    const main = moduleOf(MAIN)
    linkModule(
      main,
      moduleOf(`(module
        (import "main" "memory" (memory 1))
        (import "main" "twice" (func $twice (param i32) (result i32)))
        (import "main" "base" (global $base (mut i32)))
        (global $last (mut i32) (i32.const 0))
        (data (i32.const 8) "added")
        (func (export "env.now") (result i32) (call $sum))
        (func $sum (result i32) (i32.add (global.get $last) (global.get $base)))
        (func (export "env.log") (param i32) (global.set $last (call $twice (local.get 0))))
        (func (export "pair") (result i32) (block (result i32 i32) (i32.const 1) (i32.const 2)) i32.add)
        (func (export "letter") (param i32) (result i32) (i32.load8_u (local.get 0))))`),
    )
    expect(main.imports).toEqual([])
    expect(main.exports.map(entry => entry.name)).toEqual([
      'memory',
      'base',
      'twice',
      'tick',
      'pair',
      'letter',
    ])
    const exports = run(main)
    expect([exports.tick!(), exports.pair!(), exports.letter!(0), exports.letter!(8)]).toEqual([
      114, 3, 109, 97,
    ])
  })

  test('refuses imports without a counterpart, and parts that it does not move', () => {
    const empty = '(func (export "env.log") (param i32)) (func (export "env.now") (result i32) (i32.const 0))'
    const refused = [
      '(module)',
      `(module (import "main" "nothing" (func)) ${empty})`,
      `(module (memory 1) ${empty})`,
      `(module (table 1 funcref) ${empty})`,
      `(module (func $s) (start $s) ${empty})`,
      `(module (import "main" "memory" (memory 1)) (data "x") ${empty})`,
    ]
    for (const text of refused) expect(() => linkModule(moduleOf(MAIN), moduleOf(text)), text).toThrow()
  })
})

describe('redirectMemoryGrowth', () => {
  test('sends every growth through one function, which alone grows', () => {
    const module = moduleOf(`(module (memory (export "memory") 1)
      (func $grow (export "grow") (param i32) (result i32)
        (if (result i32) (i32.gt_u (local.get 0) (i32.const 2)) (then (i32.const -1)) (else (memory.grow (local.get 0)))))
      (func (export "user") (param i32) (result i32) (memory.grow (local.get 0))))`)
    redirectMemoryGrowth(module, exportedIndex(module, 'grow'))
    const exports = run(module)
    expect([exports.user!(3), exports.user!(2), exports.user!(1)]).toEqual([-1, 1, 3])
  })
})

describe('countSteps', () => {
  const LOOPS = `(module
    (func $leaf (result i32) (i32.const 1))
    (func (export "loop") (param i32) (result i32) (local i32)
      (loop $again
        (local.set 1 (i32.add (local.get 1) (call $leaf)))
        (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
        (br_if $again (local.get 0)))
      (local.get 1))
    (func $down (export "down") (param i32) (result i32)
      (if (result i32) (local.get 0) (then (call $down (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 0)))))`

  test('counts a step for a turn of a loop and for a call of a function that calls', () => {
    const module = moduleOf(LOOPS)
    countSteps(module, 'steps')
    const exports = run(module)
    exports.steps.value = 100
    expect([exports.loop!(10), exports.steps.value]).toEqual([10, 89])
    expect([exports.down!(10), exports.steps.value]).toEqual([0, 78])
  })

  test('traps at the step that finds none left', () => {
    const module = moduleOf(LOOPS)
    countSteps(module, 'steps')
    const exports = run(module)
    for (const [name, steps] of [
      ['loop', 11],
      ['down', 11],
    ] as const) {
      exports.steps.value = steps
      expect(exports[name]!(10)).toBeGreaterThanOrEqual(0)
      exports.steps.value = steps - 1
      expect(() => exports[name]!(10)).toThrow(WebAssembly.RuntimeError)
      expect(exports.steps.value).toBe(0)
    }
  })
})

describe('memorySegments', () => {
  const PAGE = 65536

  test('gives back the image when a module with them starts', () => {
    const image = new Uint8Array(2 * PAGE)
    for (let seed = 1, at = 3; at < image.length; at += 1 + (seed % 97)) {
      seed = (seed * 48271) % 2147483647
      image[at] = seed & 255
    }
    image.fill(0, 5000, 90_000)
    image[image.length - 1] = 255
    const module = moduleOf('(module (memory (export "memory") 2))')
    module.data = memorySegments(image)
    const { memory } = run(module) as unknown as { memory: WebAssembly.Memory }
    expect(Buffer.from(memory.buffer).equals(Buffer.from(image))).toBe(true)
  })

  test('are none for zeros, and two where a gap is long', () => {
    const image = new Uint8Array(PAGE)
    expect(memorySegments(image)).toEqual([])
    image[8] = 1
    image[20] = 1
    expect(memorySegments(image)).toHaveLength(1)
    image[200] = 1
    expect(memorySegments(image)).toHaveLength(2)
  })
})

describe('importFunctions', () => {
  const CALLS = `(module
    (table 2 funcref)
    (elem (i32.const 0) $last $second)
    (type $none (func (result i32)))
    (func $first (export "first") (result i32) (i32.const 1))
    (func $second (export "second") (result i32) (i32.const 2))
    (func $third (export "third") (result i32) (i32.const 3))
    (func $last (export "last") (result i32) (i32.const 4))
    (func (export "all") (result i32)
      (i32.add (call $first) (i32.mul (i32.const 10) (i32.add (call $second) (i32.mul (i32.const 10) (call $third))))))
    (func (export "at") (param i32) (result i32) (call_indirect (type $none) (local.get 0))))`

  test('puts imports in the place of exported functions, in the order asked for', () => {
    const module = moduleOf(CALLS)
    importFunctions(module, [
      { exportName: 'third', module: 'host', name: 'c' },
      { exportName: 'second', module: 'host', name: 'b' },
    ])
    expect(module.imports.map(entry => `${entry.module}.${entry.name}`)).toEqual(['host.c', 'host.b'])
    expect(module.exports.map(entry => entry.name)).toEqual(['first', 'last', 'all', 'at'])
    const { all, at } = run(module, { host: { b: () => 7, c: () => 9 } })
    expect([all!(), at!(0), at!(1)]).toEqual([971, 4, 7])
  })

  test('refuses an export that is not there, and a module that imports functions already', () => {
    expect(() => importFunctions(moduleOf(CALLS), [{ exportName: 'x', module: 'm', name: 'n' }])).toThrow(
      'no exported function "x"',
    )
    expect(() => importFunctions(moduleOf('(module (import "a" "b" (func)))'), [])).toThrow(
      'importing functions into a module that imports some',
    )
  })
})

test('redirectCalls turns calls of one function into calls of another, and leaves its export alone', () => {
  const module = moduleOf(`(module
    (func $old (export "old") (result i32) (i32.const 1))
    (func $new (export "new") (result i32) (i32.const 2))
    (func (export "both") (result i32) (i32.add (call $old) (i32.mul (i32.const 10) (call $new)))))`)
  redirectCalls(module, exportedIndex(module, 'old'), exportedIndex(module, 'new'))
  const { both, old } = run(module)
  expect([both!(), old!()]).toEqual([22, 1])
})
