import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { $init, generate } from '@bytecodealliance/jco-transpile/component'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CoreKind } from '../../../src/host/sandbox/abi/layout.ts'
import { flattenAll } from '../../../src/host/sandbox/abi/make-layout.ts'
import { instantiateComponent } from '../../../src/host/sandbox/instantiate-component.ts'
import { loadComponent } from '../../../src/host/sandbox/load-component.ts'
import { assemble } from '../../support/assemble.ts'
import { TOOL_LIMITS } from '../../support/tool-limits.ts'
import { type SampleType, SampleTypes } from './sample-types.ts'

const SIGNATURES = 100
type CallExport = (name: string, argument: unknown) => unknown

const samples = new SampleTypes(7)
const types = Array.from({ length: SIGNATURES }, () => samples.next())
let ours: CallExport
let theirs: CallExport
let folder: string | undefined

beforeAll(async () => {
  const component = await assemble(componentOf(types, samples.declarations))
  ours = loadWithOurs(component)
  theirs = await loadWithJco(component)
}, 60_000)
afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
})

describe('the loader agrees with jco', () => {
  test.each(types.map((type, index) => [index, type.kind, type] as const))(
    'on signature %i: %s',
    (index, _, type) => {
      for (let round = 0; round < 4; round++) {
        const { own, jco } = type.sample()
        expect(bytesOf(ours(`take${index}`, own))).toEqual(bytesOf(theirs(`take${index}`, jco)))
        const list = theirs(`list${index}`, [jco, jco]) as Uint8Array
        expect(bytesOf(ours(`list${index}`, [own, own]))).toEqual(bytesOf(list))
        expect(plain(theirs(`give${index}`, list))).toEqual([jco, jco])
        expect(plain(ours(`give${index}`, list))).toEqual([own, own])
      }
    },
  )
})

function bytesOf(value: unknown): number[] {
  return [...(value as Uint8Array)]
}

/** jco gives lists of numbers as typed arrays, the loader those of bytes. */
function plain(value: unknown): unknown {
  return ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : value
}

function loadWithOurs(component: Uint8Array): CallExport {
  const meter = {
    fuel: new WebAssembly.Global({ value: 'i64', mutable: true }, 1_000_000_000n),
    reason: new WebAssembly.Global({ value: 'i32', mutable: true }, 0),
  }
  const callHost = () => ''
  const loaded = loadComponent(component, TOOL_LIMITS)
  const { functions } = instantiateComponent(loaded, { limits: TOOL_LIMITS, meter, interfaces: {}, callHost })
  return (name, argument) => functions.get(name)!.call([argument])
}

async function loadWithJco(component: Uint8Array): Promise<CallExport> {
  await $init
  const { files } = generate(component, {
    name: 'sample',
    noTypescript: true,
    instantiation: { tag: 'sync' },
  })
  const output = mkdtempSync(join(tmpdir(), 'agrees-with-jco-'))
  folder = output
  writeFileSync(join(output, 'package.json'), '{"type":"module"}')
  for (const [name, bytes] of files) writeFileSync(join(output, name), bytes)
  const { instantiate } = await import(pathToFileURL(join(output, 'sample.js')).href)
  const core = (name: string) => new WebAssembly.Module(readFileSync(join(output, name)))
  const exports = instantiate(core, {}) as Record<string, (argument: unknown) => unknown>
  return (name, argument) => exports[name]!(argument)
}

/**
 * For each type three functions. `take` answers with the core values that carry its argument, `list` with the memory of
 * a list of them, `give` makes such a list out of its memory.
 */
function componentOf(list: readonly SampleType[], declarations: readonly string[]): string {
  const core = list.map(({ layout }, index) => {
    const flat = flattenAll([layout])
    const params: readonly CoreKind[] = flat ?? ['i32']
    const stores = params.map(
      (kind, at) => `(i64.store (i32.const ${256 + 8 * at}) ${BITS[kind](`(local.get ${at})`)})`,
    )
    return `
      (func (export "take${index}") (param ${params.join(' ')}) (result i32)
        ${flat === null ? answer('(local.get 0)', `(i32.const ${layout.size})`) : `${stores.join(' ')} ${answer('(i32.const 256)', `(i32.const ${8 * flat.length})`)}`})
      (func (export "list${index}") (param i32 i32) (result i32)
        ${answer('(local.get 0)', `(i32.mul (local.get 1) (i32.const ${layout.size}))`)})
      (func (export "give${index}") (param i32 i32) (result i32)
        ${answer('(local.get 0)', `(i32.div_u (local.get 1) (i32.const ${layout.size}))`)})`
  })
  const lifts = list.map(({ wat }, index) => {
    const lift = (name: string) =>
      `(canon lift (core func $main "${name}${index}") (memory (core memory $main "memory")) (realloc (core func $main "realloc")))`
    return `
      (func (export "take${index}") (param "x" ${wat}) (result (list u8)) ${lift('take')})
      (func (export "list${index}") (param "x" (list ${wat})) (result (list u8)) ${lift('list')})
      (func (export "give${index}") (param "x" (list u8)) (result (list ${wat})) ${lift('give')})`
  })
  return `(component
    (core module $guest
      (memory (export "memory") 32)
      (global $next (mut i32) (i32.const 4096))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32)
        (global.get $next)
        (global.set $next (i32.and (i32.add (i32.add (global.get $next) (local.get 3)) (i32.const 7)) (i32.const -8))))
      ${core.join('')})
    (core instance $main (instantiate $guest))
    ${declarations.join('\n')}
    ${lifts.join('')})`
}

/** The bits of a core value as an i64. */
const BITS: Readonly<Record<CoreKind, (value: string) => string>> = {
  i32: value => `(i64.extend_i32_u ${value})`,
  i64: value => value,
  f32: value => `(i64.extend_i32_u (i32.reinterpret_f32 ${value}))`,
  f64: value => `(i64.reinterpret_f64 ${value})`,
}

/** Core code that returns a pointer to a pointer and a length. */
function answer(pointer: string, length: string): string {
  return `(i32.store (i32.const 0) ${pointer}) (i32.store (i32.const 4) ${length}) (i32.const 0)`
}
