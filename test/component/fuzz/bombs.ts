import { ByteWriter } from '../../../src/wasm/byte-writer.ts'
import { assemble } from '../../support/assemble.ts'

const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00]
const CORE_PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]

export interface Bomb {
  readonly name: string
  readonly build: () => Uint8Array | Promise<Uint8Array>
  /** What the refusal says; null where the component can be read, and its code is the bomb. */
  readonly reason: RegExp | null
}

type Row = readonly [name: string, build: Bomb['build'], reason: Bomb['reason']]

/** Small or cheap to make, and dear to read for a reader that trusts counts or follows every reference. */
export const BOMBS: readonly Bomb[] = (
  [
    [
      'components that each instantiate the one before twice',
      () => assemble(doubling(24)),
      /more than 2000 instances/,
    ],
    ['types that each name the one before twice', () => assemble(doublingTypes(40)), /more than 10000 nodes/],
    [
      'an instance of instances of instances',
      () => assemble(doublingInstanceTypes(24)),
      /more than 2000 instances|too intricate/,
    ],
    ['three million definitions', () => repeated(7, 0x7f, 3_000_000), /more than 500000/],
    ['two million custom sections', () => customSections(PREAMBLE, 2_000_000), /more than 500000/],
    [
      'a core module of two million custom sections',
      () => wrap(customSections(CORE_PREAMBLE, 2_000_000)),
      /more than 500000/,
    ],
    ['two thousand empty core modules', () => emptyModules(2_000), /more than 500000/],
    ['a core module of two million tables', () => manyTables(2_000_000), /more than 500000/],
    ['a vector that claims four thousand million types', () => hugeCount(7), /count 4294967295/],
    ['a vector that claims four thousand million imports', () => hugeCount(10), /count 4294967295/],
    ['a core module that claims four thousand million functions', hugeCore, /count 4294967295/],
    ['forty thousand nested lists', () => nestedTypes(0x70, 40_000), /more than 100 deep/],
    ['forty thousand nested options', () => nestedTypes(0x6b, 40_000), /more than 100 deep/],
    ['ten thousand components one inside the other', () => nestedComponents(10_000), /deep/],
    [
      'a function of four thousand million locals',
      () => functionOf([1, ...u32(0xffff_ffff), 0x7f, 0x0b]),
      null,
    ],
    ['a million blocks one inside the other', () => functionOf(blocks(1_000_000)), null],
    ['a branch to a million places', () => functionOf(branches(1_000_000)), null],
    ['wide comparisons, many times over', () => assemble(wideComparisons()), /too intricate/],
  ] satisfies Row[]
).map(([name, build, reason]) => ({ name, build, reason }))

function doubling(levels: number): string {
  const components = Array.from({ length: levels }, (_, level) => {
    const inner = level === 0 ? '' : `(alias outer $root $c${level - 1} (component $p))`
    const twice = level === 0 ? '' : '(instance (instantiate $p)) (instance (instantiate $p))'
    return `(component $c${level} ${inner} ${twice})`
  })
  return `(component $root ${components.join('\n')} (instance (instantiate $c${levels - 1})))`
}

function doublingTypes(levels: number): string {
  const types = Array.from({ length: levels }, (_, level) => `(type (tuple ${level} ${level}))`)
  return `(component (type u8) ${types.join(' ')})`
}

function doublingInstanceTypes(levels: number): string {
  const types = Array.from(
    { length: levels },
    (_, level) =>
      `(type $t${level + 1} (instance (alias outer $root $t${level} (type $p)) (export "a" (instance (type $p))) (export "b" (instance (type $p)))))`,
  )
  return `(component $root (type $t0 (instance)) ${types.join('\n')} (import "a:b/c" (instance (type $t${levels}))))`
}

/** Two equal types of thousands of nodes, compared for each of thousands of arguments. */
function wideComparisons(): string {
  const pairs = (prefix: string) =>
    `(type $${prefix}0 (tuple u8 u8)) ${Array.from({ length: 10 }, (_, level) => `(type $${prefix}${level + 1} (tuple $${prefix}${level} $${prefix}${level}))`).join(' ')}`
  const uses = Array.from({ length: 1_500 }, () => '(instance (instantiate $c (with "f" (func $f))))')
  return `(component ${pairs('a')} ${pairs('b')}
    (import "f" (func $f (param "p" $a10)))
    (type $wanted (func (param "p" $b10)))
    (component $c (alias outer 1 $wanted (type $t)) (import "f" (func (type $t))))
    ${uses.join('\n')})`
}

function repeated(section: number, byte: number, count: number): Uint8Array {
  return new ByteWriter()
    .raw(PREAMBLE)
    .section(section, body => body.u32(count).raw(new Uint8Array(count).fill(byte)))
    .finish()
}

function hugeCount(section: number): Uint8Array {
  return new ByteWriter()
    .raw(PREAMBLE)
    .section(section, body => body.u32(0xffff_ffff).raw([0x7f]))
    .finish()
}

function hugeCore(): Uint8Array {
  const core = new ByteWriter()
    .raw(CORE_PREAMBLE)
    .section(3, body => body.u32(0xffff_ffff).raw([0]))
    .finish()
  return wrap(core)
}

function customSections(preamble: readonly number[], count: number): Uint8Array {
  const writer = new ByteWriter().raw(preamble)
  for (let index = 0; index < count; index++) writer.u8(0).u8(1).u8(0)
  return writer.finish()
}

function emptyModules(count: number): Uint8Array {
  const writer = new ByteWriter().raw(PREAMBLE)
  for (let index = 0; index < count; index++) writer.section(1, body => body.raw(CORE_PREAMBLE))
  return writer.finish()
}

function manyTables(count: number): Uint8Array {
  const core = new ByteWriter().raw(CORE_PREAMBLE).section(4, body => {
    body.u32(count)
    for (let index = 0; index < count; index++) body.u8(0x70).u8(0).u8(0)
  })
  return wrap(core.finish())
}

/** A component that holds one core module. */
export function wrap(core: Uint8Array): Uint8Array {
  return new ByteWriter()
    .raw(PREAMBLE)
    .section(1, body => body.raw(core))
    .finish()
}

function nestedTypes(form: number, levels: number): Uint8Array {
  return new ByteWriter()
    .raw(PREAMBLE)
    .section(7, body => {
      body.u32(levels + 1).u8(0x7f)
      for (let level = 0; level < levels; level++) body.u8(form).s32(level)
    })
    .finish()
}

function nestedComponents(levels: number): Uint8Array {
  let inner = new Uint8Array(0)
  for (let level = 0; level < levels; level++) {
    const writer = new ByteWriter().raw(PREAMBLE)
    if (level > 0) writer.section(4, body => body.raw(inner))
    inner = Uint8Array.from(writer.finish())
  }
  return inner
}

/** A module of one function without a type; its body in bytes, the locals first. */
function functionOf(body: readonly number[]): Uint8Array {
  const core = new ByteWriter()
    .raw(CORE_PREAMBLE)
    .section(1, types => types.raw([1, 0x60, 0, 0]))
    .section(3, functions => functions.raw([1, 0]))
    .section(10, code => code.u8(1).u32(body.length).raw(Uint8Array.from(body)))
  return wrap(core.finish())
}

function u32(value: number): number[] {
  return [...new ByteWriter().u32(value).finish()]
}

function blocks(count: number): number[] {
  return [
    0,
    ...Array.from({ length: 2 * count }, (_, at) => [0x02, 0x40][at % 2]!),
    ...new Array(count + 1).fill(0x0b),
  ]
}

function branches(count: number): number[] {
  return [0, 0x41, 0, 0x0e, ...u32(count), ...new Array(count + 1).fill(0), 0x0b]
}
