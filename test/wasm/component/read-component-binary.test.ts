import { describe, expect, test } from 'vitest'
import { ByteWriter } from '../../../src/wasm/byte-writer.ts'
import type { ComponentBinary } from '../../../src/wasm/component/component-binary.ts'
import { isComponent, readComponentBinary } from '../../../src/wasm/component/read-component-binary.ts'
import { readCoreModule } from '../../../src/wasm/core/read-core-module.ts'
import { WasmError } from '../../../src/wasm/wasm-error.ts'
import { assemble, assembleGuest } from '../../support/assemble.ts'

const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00]

describe('reading a component', () => {
  test('definitions come in the order in which they are written', async () => {
    const bytes = await assembleGuest('echo-tool.wat')
    const component = readComponentBinary(bytes)
    expect(component).toMatchObject({ offset: 0, byteLength: bytes.length })
    expect(kindsOf(component)).toEqual([
      'core-module',
      'core-instantiate',
      'alias-core-export',
      'alias-core-export',
      'alias-core-export',
      'type',
      'lift',
      'export',
      'custom',
    ])
    expect(component.definitions[6]).toMatchObject({
      kind: 'lift',
      coreFunction: 1,
      type: 0,
      options: { stringEncoding: 'utf8', memory: 0, realloc: 0, postReturn: null },
    })
    expect(component.definitions[7]).toMatchObject({ name: 'call', target: { sort: 'func', index: 0 } })
  })

  test('a core module is a view that the core reader takes, at the offset that is told', async () => {
    const bytes = await assembleGuest('echo-tool.wat')
    const module = readComponentBinary(bytes).definitions[0]!
    if (module.kind !== 'core-module') throw new Error(`got ${module.kind}`)
    expect(module.bytes.byteOffset - bytes.byteOffset).toBe(module.offset)
    expect(readCoreModule(module.bytes).exports.map(entry => entry.name)).toEqual([
      'memory',
      'cabi_realloc',
      'call',
    ])
  })

  test('every value type is read', async () => {
    const component = await read(`(component
      (type (record (field "a" bool) (field "b" s8)))
      (type (variant (case "x" u8) (case "y")))
      (type (list s16)) (type (tuple u16 s32)) (type (flags "f" "g")) (type (enum "e"))
      (type (option u32)) (type (result s64 (error u64))) (type (result))
      (type $r (resource (rep i32))) (type (own $r)) (type (borrow $r))
      (type f32) (type (func (param "p" 0) (param "q" f64) (result char))) (type (func)))`)
    expect(component.definitions.flatMap(each => (each.kind === 'type' ? [each.type] : []))).toEqual([
      {
        kind: 'record',
        fields: [
          { name: 'a', type: 'bool' },
          { name: 'b', type: 's8' },
        ],
      },
      {
        kind: 'variant',
        cases: [
          { name: 'x', type: 'u8' },
          { name: 'y', type: null },
        ],
      },
      { kind: 'list', element: 's16' },
      { kind: 'tuple', items: ['u16', 's32'] },
      { kind: 'flags', labels: ['f', 'g'] },
      { kind: 'enum', labels: ['e'] },
      { kind: 'option', value: 'u32' },
      { kind: 'result', ok: 's64', error: 'u64' },
      { kind: 'result', ok: null, error: null },
      { kind: 'resource', destructor: null },
      { kind: 'own', resource: 9 },
      { kind: 'borrow', resource: 9 },
      { kind: 'primitive', name: 'f32' },
      {
        kind: 'func',
        params: [
          { name: 'p', type: 0 },
          { name: 'q', type: 'f64' },
        ],
        result: 'char',
      },
      { kind: 'func', params: [], result: null },
    ])
  })

  test('every type index is read as such, also where its first byte is the code of a type form', async () => {
    const count = 200
    const lists = Array.from({ length: count }, (_, index) => `(type (list ${index}))`)
    const component = await read(`(component (type u8) ${lists.join(' ')})`)
    const elements = component.definitions.flatMap(each =>
      each.kind === 'type' && each.type.kind === 'list' ? [each.type.element] : [],
    )
    expect(elements).toEqual(lists.map((_, index) => index))
  })

  test('nested components, module types, instance types and aliases are read', async () => {
    const component = await read(`(component $outer
      (core type $f (func (param i32)))
      (core type $m (module (alias outer 1 $f (type)) (import "a" "b" (func (type 0))) (export "m" (memory 1))))
      (import "mod" (core module (type $m)))
      (import "yoi:host/fs@1.0.0" (instance $fs (export "read" (func (param "p" string) (result string)))))
      (alias export $fs "read" (func $read))
      (type $t (component (import "r" (type (sub resource))) (export "c" (type (eq 0)))))
      (component $inner
        (alias outer $outer $t (type))
        (import "f" (func $f (param "p" string) (result string)))
        (export "g" (func $f)))
      (instance $i (instantiate $inner (with "f" (func $read))))
      (instance $j (export "h" (func $read)))
      (export "k" (instance $j)))`)
    expect(kindsOf(component)).toEqual([
      'core-type',
      'core-type',
      'import',
      'type',
      'import',
      'alias-export',
      'type',
      'component',
      'instantiate',
      'inline-exports',
      'export',
      'custom',
    ])
    const nested = component.definitions[7]!
    expect(nested.kind === 'component' && nested.component.definitions[0]).toMatchObject({
      kind: 'alias-outer',
      sort: 'type',
      count: 1,
      index: 1,
    })
    expect(component.definitions[4]).toMatchObject({
      name: 'yoi:host/fs@1.0.0',
      description: { sort: 'instance', type: 0 },
    })
  })
})

describe('what the reader refuses', () => {
  test.each([
    ['a stream type', '(component (type (stream u8)))', 'unsupported', 'stream type'],
    ['a future type', '(component (type (future)))', 'unsupported', 'future type'],
    ['an error context', '(component (type (option error-context)))', 'unsupported', 'error-context type'],
    [
      'an async lift',
      '(component (core module $m (func (export "f"))) (core instance $i (instantiate $m)) (func (canon lift (core func $i "f") async)))',
      'unsupported',
      'async',
    ],
    ['a task built-in', '(component (core func (canon backpressure.inc)))', 'unsupported', 'backpressure'],
    [
      'a waitable built-in',
      '(component (core func (canon waitable-set.new)))',
      'unsupported',
      'waitable-set built-in',
    ],
    ['a value import', '(component (import "v" (value string)))', 'unsupported', 'component value'],
  ])('%s by name', async (_, text, kind, reason) => {
    expect(await refusalOf(text)).toMatchObject({ kind, reason: expect.stringContaining(reason) })
  })

  test.each([
    ['no bytes', []],
    ['a core module', [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]],
    ['an unknown section', [...PREAMBLE, 13, 0]],
    ['a section that ends beyond the file', [...PREAMBLE, 7, 5, 1]],
    ['a section with bytes left over', [...PREAMBLE, 7, 3, 1, 0x7f, 0x7f]],
    ['a type index that does not exist yet', [...PREAMBLE, 7, 3, 1, 0x70, 0]],
    ['an outer alias beyond the outermost component', [...PREAMBLE, 6, 5, 1, 3, 2, 1, 0]],
    ['an instance of a component that does not exist', [...PREAMBLE, 5, 4, 1, 0, 0, 0]],
    ['an export of a function that does not exist', [...PREAMBLE, 11, 8, 1, 0, 1, 0x61, 1, 0, 0, 0]],
    ['an empty record', [...PREAMBLE, 7, 3, 1, 0x72, 0]],
  ])('%s as malformed', (_, bytes) => {
    expect(catchRefusal(Uint8Array.from(bytes))).toMatchObject({ kind: 'malformed' })
  })

  test('a count beyond the bytes that are left ends at once', () => {
    const bytes = Uint8Array.from([...PREAMBLE, 7, 6, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x7f])
    expect(catchRefusal(bytes)).toMatchObject({
      kind: 'malformed',
      reason: expect.stringContaining('count 4294967295'),
    })
  })

  test('a file of millions of one-byte definitions ends at the bound on items', () => {
    const count = 4_000_000
    const bytes = new ByteWriter()
      .raw(PREAMBLE)
      .section(7, body => body.u32(count).raw(new Uint8Array(count).fill(0x7f)))
      .finish()
    expect(catchRefusal(bytes)).toMatchObject({
      kind: 'unsupported',
      reason: expect.stringContaining('more than 500000'),
    })
  })

  test('definitions, which take more than other items', () => {
    const sized = (count: number) =>
      new ByteWriter()
        .raw(PREAMBLE)
        .section(7, body => body.u32(count).raw(new Uint8Array(count).fill(0x7f)))
        .finish()
    expect(readComponentBinary(sized(45_000)).definitions).toHaveLength(45_000)
    expect(catchRefusal(sized(46_000)).reason).toContain('more than 500000')
  })

  test('a function of more parameters than the host takes', async () => {
    const params = (count: number) => Array.from({ length: count }, (_, at) => `(param "p${at}" u8)`).join('')
    await expect(read(`(component (type (func ${params(1_000)})))`)).resolves.toBeDefined()
    expect(await refusalOf(`(component (type (func ${params(1_001)})))`)).toMatchObject({
      kind: 'unsupported',
      reason: 'function of 1001 parameters',
    })
  })

  test('two imports of one name', async () => {
    expect(await refusalOf('(component (import "a" (instance)) (import "a" (func)))')).toMatchObject({
      kind: 'malformed',
      reason: 'two imports have one name',
    })
  })

  test('components nested a thousand deep end at the bound on nesting', () => {
    let bytes: Uint8Array = Uint8Array.from(PREAMBLE)
    for (let level = 0; level < 1000; level++) {
      bytes = new ByteWriter()
        .raw(PREAMBLE)
        .section(4, body => body.raw(bytes))
        .finish()
    }
    expect(catchRefusal(bytes)).toMatchObject({
      kind: 'unsupported',
      reason: expect.stringContaining('nesting deeper than 32'),
    })
  })

  test('instance types nested a hundred thousand deep end at the bound on nesting', () => {
    const levels = Array.from({ length: 100_000 }, () => [0x42, 1, 1]).flat()
    const bytes = new ByteWriter()
      .raw(PREAMBLE)
      .section(7, body => body.u32(1).raw(levels))
      .finish()
    expect(catchRefusal(bytes)).toMatchObject({
      kind: 'unsupported',
      reason: expect.stringContaining('nesting deeper than 32'),
    })
  })

  test('a file cut at any byte inside a section', async () => {
    const bytes = await assembleGuest('echo-tool.wat')
    const whole = readComponentBinary(bytes).definitions.length
    for (let length = 0; length < bytes.length; length++) {
      const cut = bytes.subarray(0, length)
      try {
        expect(readComponentBinary(cut).definitions.length).toBeLessThan(whole)
      } catch (error) {
        expect(error).toBeInstanceOf(WasmError)
      }
    }
  })

  test('bytes that are no component are told apart by their first eight bytes', async () => {
    expect(isComponent(await assemble('(component)'))).toBe(true)
    expect(isComponent(await assemble('(module)'))).toBe(false)
    expect(isComponent(new Uint8Array(3))).toBe(false)
  })
})

async function read(text: string): Promise<ComponentBinary> {
  return readComponentBinary(await assemble(text))
}

async function refusalOf(text: string): Promise<WasmError> {
  return catchRefusal(await assemble(text))
}

function catchRefusal(bytes: Uint8Array): WasmError {
  try {
    readComponentBinary(bytes)
  } catch (error) {
    if (error instanceof WasmError) return error
    throw error
  }
  throw new Error('the bytes were accepted')
}

function kindsOf(component: ComponentBinary): string[] {
  return component.definitions.map(each => each.kind)
}
