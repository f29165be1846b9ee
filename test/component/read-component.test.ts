import { metadataAdd, parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { describe, expect, test } from 'vitest'
import type { ComponentFacts } from '../../src/component/component-facts.ts'
import { readComponent } from '../../src/component/read-component.ts'
import { TOOL_WORLD } from '../../src/contract/worlds.ts'
import { assemble, assembleGuest } from '../support/assemble.ts'
import { buildAround, buildFromWit } from '../support/build-from-wit.ts'

const NOTHING = { coreInstances: 0, memories: 0, tables: 0, memoryPages: 0, tableElements: 0 }

describe('what the bytes are', () => {
  test.each<[string, string | number[], ComponentFacts['format']]>([
    ['an empty file', '', 'unknown'],
    ['text', 'hello\n', 'text'],
    ['a component in the text format, which the host does not take', '(component)', 'text'],
    [
      'the stub of the host tool template',
      'placeholder component artifact for authoring-template checks; replace it.\n',
      'placeholder',
    ],
    [
      'the stub of the host service template',
      '# Build with:\n# cargo component build --release\n',
      'placeholder',
    ],
    ['text with an accent cut by the end of the sample', `${'a'.repeat(4095)}é`, 'text'],
    ['text that begins with a byte order mark', '\ufeffhello', 'text'],
    ['a zip archive', [0x50, 0x4b, 3, 4, 0, 0], 'unknown'],
    ['bytes that are no UTF-8', [0xff, 0xfe, 0x41], 'unknown'],
  ])('%s', (_, content, format) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : Uint8Array.from(content)
    const facts = readComponent(bytes)
    expect(facts).toMatchObject({ format, byteLength: bytes.length, footprint: NOTHING, fits: [] })
    expect(facts.refusal).toBeUndefined()
  })

  test.each([
    ['a file that ends inside the first eight bytes', [0, 0x61, 0x73, 0x6d, 0x0d], 'ends within'],
    ['a component of an older binary format', [0, 0x61, 0x73, 0x6d, 0x0a, 0, 1, 0], 'unknown version'],
  ])('%s is refused', (_, bytes, reason) => {
    expect(readComponent(Uint8Array.from(bytes))).toMatchObject({
      format: 'unknown',
      refusal: { kind: 'malformed', reason: expect.stringContaining(reason) },
    })
  })

  test('a truncated component and one with bytes after its end are refused with the place', async () => {
    const bytes = await assembleGuest('echo-tool.wat')
    expect(readComponent(bytes.subarray(0, bytes.length - 1)).refusal).toMatchObject({
      kind: 'malformed',
      offset: expect.any(Number),
    })
    const longer = Uint8Array.from([...bytes, 0x99])
    expect(readComponent(longer)).toMatchObject({ format: 'component', refusal: { kind: 'malformed' } })
  })

  test('a refused component still tells of the core modules before the fault', async () => {
    const bytes = await assemble(
      '(component (core module (memory 5)) (import "f" (func)) (export "g" (func 0)) (export "g" (func 1)))',
    )
    const facts = readComponent(bytes)
    expect(facts.refusal?.reason).toBe('export "g" given twice')
    expect(facts.coreModules).toMatchObject([{ memories: [{ minPages: 5 }] }])
  })
})

describe('facts of a component', () => {
  test('exports, core module and footprint of a hand-written tool', async () => {
    const facts = readComponent(await assembleGuest('echo-tool.wat'))
    expect(facts).toMatchObject({
      format: 'component',
      imports: [],
      exports: [{ name: 'call', kind: 'func', type: 'func(string, string) -> string', functions: [] }],
      nestedComponents: 0,
      footprint: { coreInstances: 1, memories: 1, tables: 0, memoryPages: 1, tableElements: 0 },
      fits: [TOOL_WORLD],
      legacySigns: [],
      engine: null,
    })
    expect(facts.coreModules).toMatchObject([
      {
        functions: 2,
        imports: [],
        exports: [
          { name: 'memory', kind: 'memory' },
          { name: 'cabi_realloc', kind: 'function' },
          { name: 'call', kind: 'function' },
        ],
        memories: [{ minPages: 1, maxPages: null, isShared: false, is64: false }],
        tables: [],
      },
    ])
    expect(facts.coreModules[0]?.codeBytes).toBeGreaterThan(20)
  })

  test('the facts are plain JSON', async () => {
    const facts = readComponent(await assembleGuest('echo-tool.wat'))
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
  })

  test('the standard encoder with a host import: three core instances, two tables', async () => {
    const core = await assemble(`(module
      (import "yoi:host/fs@1.0.0" "read" (func (param i32 i32 i32)))
      (memory (export "memory") 2) (table 3 funcref)
      (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 0)
      (func (export "call") (param i32 i32 i32 i32) (result i32) i32.const 0))`)
    const facts = readComponent(
      await buildAround(
        core,
        `package a:b; world w { import yoi:host/fs@1.0.0; export call: func(t: string, i: string) -> string; }
         package yoi:host@1.0.0 { interface fs { read: func(d: string) -> string; } }`,
        'w',
      ),
    )
    expect(facts.refusal).toBeUndefined()
    expect(facts.footprint).toEqual({
      coreInstances: 3,
      memories: 1,
      tables: 2,
      memoryPages: 2,
      tableElements: 4,
    })
    expect(facts.coreModules).toHaveLength(3)
    expect(facts.producers.map(each => each.name)).toEqual(['wit-component'])
  })

  test('the standard encoder without imports: one core instance, and a second for an initialiser', async () => {
    const wit = 'package a:b; world w { export call: func(t: string, i: string) -> string; }'
    const fields = `(memory (export "memory") 1)
      (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 0)
      (func (export "call") (param i32 i32 i32 i32) (result i32) i32.const 0)`
    const plain = await buildAround(await assemble(`(module ${fields})`), wit, 'w')
    expect(readComponent(plain).footprint).toMatchObject({ coreInstances: 1, memories: 1, tables: 0 })
    const initialised = await assemble(`(module ${fields} (func (export "_initialize")))`)
    expect(readComponent(await buildAround(initialised, wit, 'w')).footprint.coreInstances).toBe(2)
  })

  test('nested components count once per instantiation, and not when nobody instantiates them', async () => {
    const facts = readComponent(
      await assemble(`(component
        (component $c
          (core module $m (memory 2 4) (table 10 funcref))
          (component $d (core module $m (memory 1)) (core instance (instantiate $m)))
          (core instance (instantiate $m))
          (instance (instantiate $d)) (instance (instantiate $d)))
        (component $unused (core module $m (memory 100)) (core instance (instantiate $m)))
        (core module $unused (memory 100))
        (instance (instantiate $c)) (instance (instantiate $c)))`),
    )
    expect(facts.footprint).toEqual({
      coreInstances: 6,
      memories: 6,
      tables: 2,
      memoryPages: 8,
      tableElements: 20,
    })
    expect(facts.nestedComponents).toBe(3)
    expect(facts.coreModules.map(each => each.memories[0]?.minPages)).toEqual([2, 1, 100, 100])
  })

  test('sizes of code and data, limits and custom sections of a core module', async () => {
    const facts = readComponent(
      await parse(`(component (core module
        (memory 1 2) (table 3 4 funcref) (data (i32.const 0) "12345678") (func nop nop)
        (@custom "notes" "abc")))`),
    )
    expect(facts.coreModules).toMatchObject([
      {
        dataBytes: 8,
        codeBytes: 3,
        memories: [{ minPages: 1, maxPages: 2 }],
        tables: [{ minElements: 3, maxElements: 4 }],
        customSections: [{ name: 'notes', byteLength: 3 }],
      },
    ])
  })

  test('a core module that cannot be read is told with its reason, and refuses the whole', async () => {
    const facts = readComponent(await assemble('(component (core module (tag)) (core module (memory 3)))'))
    expect(facts.refusal).toMatchObject({ kind: 'unsupported' })
    expect(facts.coreModules[0]?.refusal).toEqual(facts.refusal)
    expect(facts.coreModules[1]).toMatchObject({ memories: [{ minPages: 3 }] })
    expect(facts.coreModules[1]?.refusal).toBeUndefined()
  })

  test.each<[string, [string, [string, string][]][], string | null]>([
    ['JavaScript of componentize-js', [['processed-by', [['ComponentizeJS', '0.19.3']]]], 'starlingmonkey'],
    ['JavaScript of QuickJS', [['processed-by', [['componentize-qjs', '0.4.0']]]], 'quickjs'],
    ['Rust', [['language', [['Rust', '2024']]]], 'rust'],
    ['Go', [['language', [['Go', 'go1.26']]]], 'go'],
    ['C++', [['language', [['C_plus_plus_14', '']]]], 'c'],
    ['Python', [['processed-by', [['componentize-py', '0.25.1']]]], 'cpython'],
    ['something else', [['language', [['Zig', '0.16']]]], null],
  ])('the engine, from the producers: %s', async (_, producers, engine) => {
    const facts = readComponent(await metadataAdd(await assemble('(component)'), producers))
    expect(facts.engine).toBe(engine)
    const [[field, [[name, version]]]] = producers as [[string, [[string, string]]]]
    expect(facts.producers).toEqual([{ field, name, version }])
  })
})

describe('an engine that is linked as a library', () => {
  test.each([
    ['componentize_qjs_runtime.wasm:memory_base', 'quickjs'],
    ['libcomponentize_py_runtime.so:memory_base', 'cpython'],
  ])('is told by the names that it shares with the other core modules: %s', async (name, engine) => {
    const facts = readComponent(
      await assemble(`(component (core module (global (export "${name}") i32 (i32.const 0))))`),
    )
    expect(facts.engine).toBe(engine)
  })

  test('is not that of an adapter beside it, which is smaller', async () => {
    const rust = '(@producers (language "Rust" ""))'
    const facts = readComponent(
      await assemble(`(component (core module (func nop nop nop nop nop)) (core module (func) ${rust}))`),
    )
    expect(facts.producers).toEqual([{ field: 'language', name: 'Rust', version: '' }])
    expect(facts.engine).toBeNull()
  })
})

describe('types, spelled as in WIT', () => {
  test('named types by name, resources as handles, everything else in full', async () => {
    const facts = readComponent(
      await buildFromWit(
        `package a:b@1.0.0;
        interface types {
          record point { x: u32, y: list<string> }
          variant shape { dot, line(point), text(result<_, string>) }
          enum colour { red, green }
          flags rights { read, write }
          type text = string;
          resource file {
            constructor(path: string);
            read: func(count: u32) -> option<list<u8>>;
            open: static func(p: point) -> result<file>;
          }
          draw: func(s: shape, at: tuple<u8, point>, f: borrow<file>, o: file) -> result<rights, colour>;
          say: func(t: text) -> result;
        }
        world w { import types; }`,
        'w',
      ),
    )
    expect(facts.refusal).toBeUndefined()
    expect(facts.imports).toHaveLength(1)
    expect(facts.imports[0]).toMatchObject({ name: 'a:b/types@1.0.0', kind: 'instance' })
    expect(Object.fromEntries(facts.imports[0]!.functions.map(each => [each.name, each.type]))).toEqual({
      '[constructor]file': 'func(string) -> file',
      '[method]file.read': 'func(borrow<file>, u32) -> option<list<u8>>',
      '[static]file.open': 'func(point) -> result<file>',
      draw: 'func(shape, tuple<u8, point>, borrow<file>, file) -> result<rights, colour>',
      say: 'func(string) -> result',
    })
    expect(Object.fromEntries(facts.imports[0]!.types!.map(each => [each.name, each.type]))).toEqual({
      point: 'record { x: u32, y: list<string> }',
      shape: 'variant { dot, line(point), text(result<_, string>) }',
      colour: 'enum { red, green }',
      rights: 'flags { read, write }',
      text: 'string',
      file: 'resource',
    })
  })

  test('an exported interface that uses an imported type', async () => {
    const facts = readComponent(
      await buildFromWit(
        `package a:b; interface types { record point { x: u32 } }
        interface user { use types.{point}; move: func(p: point) -> point; }
        world w { import types; export user; }`,
        'w',
      ),
    )
    expect(facts.refusal).toBeUndefined()
    expect(facts.exports).toMatchObject([
      { name: 'a:b/user', kind: 'instance', functions: [{ name: 'move', type: 'func(point) -> point' }] },
    ])
  })

  test('a type whose spelling would fill the memory is cut', async () => {
    const label = `l${'o'.repeat(5000)}ng`
    const facts = readComponent(
      await assemble(`(component (import "a:b/c" (instance
        (type (tuple u8 u8)) ${tuples(1, 10)}
        (type (record (field "${label}" 10)))
        (export "big" (type (eq 11)))
        (export "f" (func (param "p" 12) (param "q" 10))))))`),
    )
    expect(facts.refusal).toBeUndefined()
    expect(facts.imports[0]?.types?.[0]?.type).toMatch(/^record \{ l[o]+…: tuple<.*…$/)
    expect(facts.imports[0]?.functions[0]?.type).toMatch(/^func\(big, tuple<.*…$/)
    for (const { type } of [...facts.imports[0]!.functions, ...facts.imports[0]!.types!]) {
      expect(type.length).toBeLessThan(2_010)
    }
  })

  test('a type that doubles itself thirty times is refused at once', async () => {
    const facts = readComponent(await assemble(`(component (type (tuple u8 u8)) ${tuples(1, 30)})`))
    expect(facts.refusal).toMatchObject({ kind: 'unsupported', reason: 'type of more than 10000 nodes' })
  })
})

describe('a bare core module', () => {
  test('is told as such, with what it would allocate', async () => {
    const facts = readComponent(await assemble('(module (memory 3) (table 5 funcref) (func (export "f")))'))
    expect(facts).toMatchObject({
      format: 'core-module',
      footprint: { coreInstances: 1, memories: 1, tables: 1, memoryPages: 3, tableElements: 5 },
      exports: [],
      fits: [],
      legacySigns: [],
    })
  })
})

/** Types `first` to `last`, each a pair of the one before. */
function tuples(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, step) => {
    const previous = first + step - 1
    return `(type (tuple ${previous} ${previous}))`
  }).join(' ')
}
