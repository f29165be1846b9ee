import { describe, expect, test } from 'vitest'
import { startupFuel } from '../../../src/host/sandbox/startup-fuel.ts'
import { readCoreModule } from '../../../src/wasm/core/read-core-module.ts'
import { assemble } from '../../support/assemble.ts'

/** What instantiation costs in the wasmtime wheel, release 49, besides the start function itself. */
const CASES: readonly (readonly [name: string, fields: string, fuel: number])[] = [
  ['an empty module', '', 0],
  [
    'plain globals',
    '(global i32 (i32.const 1)) (global v128 (v128.const i64x2 1 2)) (global f64 (f64.const 1))',
    0,
  ],
  [
    'plain segments',
    '(memory 1) (data (i32.const 0) "abc") (table 1 funcref) (elem (i32.const 0) func 0) (func)',
    0,
  ],
  ['declared elements', '(elem declare func 0) (func)', 0],
  ['a start function', '(func $s) (start $s)', 2],
  ['a passive element segment', '(elem func 0 0) (func)', 1],
  ['a computed global', '(global i32 (i32.add (i32.const 1) (i32.const 2)))', 1],
  ['a null global', '(global funcref (ref.null func))', 1],
  [
    'a computed global and a start function',
    '(global i32 (i32.add (i32.const 1) (i32.const 2))) (func $s) (start $s)',
    5,
  ],
  [
    'the same beside plain data',
    '(memory 1) (data (i32.const 0) "abc") (global i32 (i32.add (i32.const 1) (i32.const 2))) (func $s) (start $s)',
    2,
  ],
  ['data at a computed offset', '(memory 1) (data (i32.add (i32.const 0) (i32.const 3)) "abc")', 7],
  [
    'plain data beside data at a computed offset',
    '(memory 1) (data (i32.const 0) "abc") (data (i32.add (i32.const 0) (i32.const 3)) "abcd")',
    12,
  ],
  [
    'elements at a computed offset and a start function',
    '(table 10 funcref) (elem (i32.add (i32.const 0) (i32.const 3)) func 0 0) (func $s) (start $s)',
    7,
  ],
  [
    'data in an imported memory',
    '(import "a" "m" (memory 1)) (data (i32.const 0) "abc") (data (i32.const 9) "")',
    6,
  ],
  [
    'data in an imported memory and a start function',
    '(import "a" "m" (memory 1)) (data (i32.const 0) "abc") (func $s) (start $s)',
    6,
  ],
  ['an imported memory', '(import "a" "m" (memory 1))', 0],
  [
    'elements in an imported table',
    '(import "a" "t" (table 10 funcref)) (elem (i32.const 0) func 0 0) (func)',
    1,
  ],
  [
    'elements in an imported table and a start function',
    '(import "a" "t" (table 10 funcref)) (elem (i32.const 0) func 0 0) (func $s) (start $s)',
    5,
  ],
  ['null elements', '(table 10 funcref) (elem (i32.const 0) funcref (ref.null func))', 1],
]

describe('instantiation', () => {
  test.each(CASES)(
    'of %s costs what the later engine takes, and nothing in the host’s',
    async (_, fields, fuel) => {
      const module = readCoreModule(await assemble(`(module ${fields})`))
      expect([startupFuel(module, 'wasmtime-49'), startupFuel(module, 'wasmtime-45')]).toEqual([fuel, 0])
    },
  )
})
