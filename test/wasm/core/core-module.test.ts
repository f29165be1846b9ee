import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import wabtModule from 'wabt'
import { OperatorCursor } from '../../../src/wasm/core/operator-cursor.ts'
import { OP } from '../../../src/wasm/core/operators.ts'
import { readCoreModule, readModuleWithoutBodies } from '../../../src/wasm/core/read-core-module.ts'
import { rewriteBody } from '../../../src/wasm/core/rewrite-body.ts'
import { writeCoreModule } from '../../../src/wasm/core/write-core-module.ts'
import { WasmError } from '../../../src/wasm/wasm-error.ts'

const EVERYTHING = `(module
  (type $add (func (param i32 i32) (result i32)))
  (import "env" "f" (func $imported (type $add)))
  (import "env" "m" (memory 1 2))
  (import "env" "g" (global i32))
  (table $t 3 5 funcref)
  (table $x 1 externref)
  (global $counter (mut i64) (i64.const -9223372036854775808))
  (func $add (export "add") (type $add) local.get 0 local.get 1 i32.add)
  (func $start)
  (func (export "walk") (param i32) (result f64) (local i64 i64 f32 v128)
    (block (block (br_table 0 1 0 (local.get 0))))
    (drop (call_indirect $t (type $add) (i32.const 1) (i32.const 2) (i32.const 0)))
    (memory.copy (i32.const 0) (i32.const 8) (i32.const 4))
    (memory.init 1 (i32.const 0) (i32.const 0) (i32.const 1))
    (table.init $t 1 (i32.const 0) (i32.const 0) (i32.const 1))
    (drop (i32x4.extract_lane 2 (v128.const i32x4 1 2 3 4)))
    (drop (select (result i32) (i32.const 1) (i32.const 2) (i32.const 3)))
    (i64.store offset=70000 (i32.const 0) (i64.const 1311768467463790320))
    (drop (ref.is_null (ref.func $add)))
    (f64.const 3.5))
  (start $start)
  (elem (i32.const 0) func $add $start)
  (elem func $add)
  (elem declare func $add)
  (data (i32.const 16) "hello")
  (data "passive")
)`

let wabt: Awaited<ReturnType<typeof wabtModule>>
beforeAll(async () => {
  wabt = await wabtModule()
})

function assemble(text: string): Uint8Array {
  return new Uint8Array(
    wabt.parseWat('test.wat', text, { simd: true, bulk_memory: true, reference_types: true }).toBinary({})
      .buffer,
  )
}

describe('the core module codec', () => {
  test('reads and writes a module with every section so that it stays the same', () => {
    const bytes = assemble(EVERYTHING)
    const written = writeCoreModule(readCoreModule(bytes))
    expect(WebAssembly.validate(written)).toBe(true)
    expect(Buffer.from(writeCoreModule(readCoreModule(written))).equals(Buffer.from(written))).toBe(true)
    expect(readCoreModule(written)).toEqual(readCoreModule(bytes))
    expect(readModuleWithoutBodies(bytes)).toEqual({ ...readCoreModule(bytes), bodies: [] })
  })

  test('reads the engine of quickjs-wasi and writes a module that V8 accepts', () => {
    const bytes = readFileSync(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm'))
    const module = readCoreModule(bytes)
    expect(module.bodies.length).toBe(module.functions.length)
    expect(WebAssembly.validate(writeCoreModule(module))).toBe(true)
  })

  test('refuses a truncation at every byte with a typed refusal', () => {
    const bytes = assemble(EVERYTHING)
    const whole = readCoreModule(bytes)
    for (let length = 0; length < bytes.length; length++) {
      let refusal: unknown
      try {
        // A cut between two sections leaves a well-formed but smaller module.
        expect(readCoreModule(bytes.subarray(0, length))).not.toEqual(whole)
      } catch (error) {
        refusal = error
        expect(refusal, `at ${length}`).toBeInstanceOf(WasmError)
      }
    }
  })

  test('refuses GC types, exceptions and unknown sections by name', () => {
    const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
    const refusal = (...section: number[]) => {
      try {
        readCoreModule(Uint8Array.from([...header, ...section]))
      } catch (error) {
        return error instanceof WasmError ? `${error.kind}: ${error.reason}` : error
      }
      return 'accepted'
    }
    expect(refusal(1, 3, 1, 0x5f, 0)).toBe('unsupported: type form 0x5f')
    expect(refusal(13, 1, 0)).toBe('unsupported: section 13')
    expect(refusal(1, 1, 0, 1, 1, 0)).toBe('malformed: section 1 is out of order or doubled')
    expect(refusal(1, 5, 0xff, 0xff, 0xff, 0xff, 0x0f)).toBe(
      'malformed: count 4294967295 is more than the bytes left',
    )
    expect(refusal(1, 5, 0xff, 0xff, 0xff, 0xff, 0x7f)).toBe('malformed: integer over 32 bits')
  })
})

describe('the operator cursor', () => {
  test('walks every operator of the walk function with its immediates', () => {
    const module = readCoreModule(assemble(EVERYTHING))
    const cursor = new OperatorCursor(module.bodies[2]!.code)
    const seen: number[][] = []
    let labels: number[] = []
    while (cursor.next()) {
      seen.push([cursor.opcode, cursor.immediate, cursor.second])
      if (cursor.opcode === OP.brTable) labels = cursor.labels()
    }
    expect(labels).toEqual([0, 1, 0])
    expect(seen).toContainEqual([OP.brTable, 2, 0])
    expect(seen).toContainEqual([OP.callIndirect, 0, 0])
    expect(seen).toContainEqual([OP.memoryInit, 1, 0])
    expect(seen.at(-1)).toEqual([OP.end, 0, 0])
  })

  test('refuses an operator of the exceptions proposal by its code', () => {
    const cursor = new OperatorCursor(Uint8Array.from([0x06, 0x40, 0x0b]))
    expect(() => cursor.next()).toThrow('operator 0x6')
  })
})

describe('rewriteBody', () => {
  test('replaces single operators and keeps the others byte for byte', () => {
    const code = Uint8Array.from([0x41, 0x01, 0x10, 0x05, 0x1a, 0x0b])
    const rewritten = rewriteBody(code, (operator, output) => {
      if (operator.opcode !== OP.call) return false
      output.u8(OP.call).u32(operator.immediate + 300)
      return true
    })
    expect([...rewritten]).toEqual([0x41, 0x01, 0x10, 0xb1, 0x02, 0x1a, 0x0b])
  })

  test('hands back the same array when nothing is replaced', () => {
    const code = Uint8Array.from([0x41, 0x01, 0x1a, 0x0b])
    expect(rewriteBody(code, () => false)).toBe(code)
  })
})
