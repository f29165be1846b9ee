import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CanonicalContext, guestMemoryOf } from '../../../../src/host/sandbox/abi/canonical-context.ts'
import { ComponentInstance } from '../../../../src/host/sandbox/abi/component-instance.ts'
import {
  type CoreValue,
  FlatReader,
  liftFlat,
  lowerFlat,
} from '../../../../src/host/sandbox/abi/flat-values.ts'
import type { Layout } from '../../../../src/host/sandbox/abi/layout.ts'
import { loadValue } from '../../../../src/host/sandbox/abi/load-value.ts'
import {
  flagsLayout,
  listLayout,
  recordLayout,
  scalarLayout as scalar,
  type scalarLayout,
  stringLayout,
  variantLayout,
} from '../../../../src/host/sandbox/abi/make-layout.ts'
import { storeValue } from '../../../../src/host/sandbox/abi/store-value.ts'

type Encoding = CanonicalContext['encoding']
type Typed = readonly [layout: Layout, value: unknown]

/** A context over a fresh memory with an allocator that never frees. */
function context(encoding: Encoding = 'utf8'): CanonicalContext {
  const memory = new WebAssembly.Memory({ initial: 16 })
  let next = 64
  const realloc = (oldPointer: number, oldSize: number, align: number, size: number) => {
    const pointer = Math.ceil(next / align) * align
    next = pointer + size
    new Uint8Array(memory.buffer).copyWithin(pointer, oldPointer, oldPointer + Math.min(oldSize, size))
    return pointer
  }
  return new CanonicalContext(new ComponentInstance(), encoding, guestMemoryOf(memory), realloc)
}

const float32 = fc.float({ noNaN: true })
const float64 = fc.double({ noNaN: true })
const SCALARS: readonly fc.Arbitrary<Typed>[] = (
  [
    ['bool', fc.boolean()],
    ['u8', fc.integer({ min: 0, max: 255 })],
    ['s8', fc.integer({ min: -128, max: 127 })],
    ['u16', fc.integer({ min: 0, max: 65_535 })],
    ['s16', fc.integer({ min: -32_768, max: 32_767 })],
    ['u32', fc.integer({ min: 0, max: 0xffffffff })],
    ['s32', fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })],
    ['u64', fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })],
    ['s64', fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
    ['f32', float32],
    ['f64', float64],
    ['char', fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })],
  ] satisfies [Parameters<typeof scalarLayout>[0], fc.Arbitrary<unknown>][]
).map(([kind, values]) => values.map(value => [scalar(kind), value] as const))

const leaf: fc.Arbitrary<Typed> = fc.oneof(
  ...SCALARS,
  fc.string({ unit: 'binary', maxLength: 12 }).map(value => [stringLayout(), value] as const),
  fc
    .integer({ min: 1, max: 32 })
    .chain(count =>
      fc
        .integer({ min: 0, max: 2 ** count - 1 })
        .map(value => [flagsLayout(count), count === 32 ? value >>> 0 : value] as const),
    ),
)

const { typed } = fc.letrec<{ typed: Typed }>(tie => ({
  typed: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc
      .array(tie('typed'), { minLength: 1, maxLength: 4 })
      .map(
        fields => [recordLayout(fields.map(([layout]) => layout)), fields.map(([, value]) => value)] as const,
      ),
    fc.array(fc.option(tie('typed')), { minLength: 1, maxLength: 4 }).chain(cases =>
      fc.nat(cases.length - 1).map(tag => {
        const layout = variantLayout(cases.map(entry => entry?.[0] ?? null))
        return [layout, { tag, payload: cases[tag]?.[1] ?? null }] as const
      }),
    ),
    tie('typed').chain(([element, value]) =>
      fc.nat(3).map(count => {
        const items = new Array(count).fill(value)
        return [listLayout(element), element.kind === 'u8' ? Uint8Array.from(items) : items] as const
      }),
    ),
  ),
}))

describe('values survive the way through a guest', () => {
  test.each(['utf8', 'utf16', 'latin1+utf16'] as const)('in memory, strings in %s', encoding => {
    fc.assert(
      fc.property(typed, ([layout, value]) => {
        const guest = context(encoding)
        const pointer = guest.allocate(layout.size, layout.align)
        storeValue(guest, value, layout, pointer)
        expect(loadValue(guest, pointer, layout)).toEqual(value)
      }),
      { numRuns: 300 },
    )
  })

  test('in core values, when they are few enough', () => {
    fc.assert(
      fc.property(
        typed.filter(([layout]) => layout.flat !== null),
        ([layout, value]) => {
          const guest = context()
          const values: CoreValue[] = []
          lowerFlat(guest, value, layout, values)
          expect(values.length).toBe(layout.flat!.length)
          expect(liftFlat(guest, new FlatReader(values), layout)).toEqual(value)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('layouts are those of the canonical ABI', () => {
  const u8 = scalar('u8')
  const shapes: readonly (readonly [string, Layout, number, number, string])[] = [
    ['a record pads its fields', recordLayout([u8, scalar('u64'), u8]), 24, 8, 'i32 i64 i32'],
    ['a string is a pair', stringLayout(), 8, 4, 'i32 i32'],
    ['an option of a byte', variantLayout([null, u8]), 2, 1, 'i32 i32'],
    ['an enum of 256', variantLayout(new Array(256).fill(null)), 1, 1, 'i32'],
    ['an enum of 257', variantLayout(new Array(257).fill(null)), 2, 2, 'i32'],
    ['i32 and f32 join to i32', variantLayout([scalar('u32'), scalar('f32')]), 8, 4, 'i32 i32'],
    ['i32 and f64 join to i64', variantLayout([scalar('u32'), scalar('f64')]), 16, 8, 'i32 i64'],
    ['nine flags', flagsLayout(9), 2, 2, 'i32'],
    ['seventeen flags', flagsLayout(17), 4, 4, 'i32'],
  ]

  test.each(shapes)('%s', (_, layout, size, align, flat) => {
    expect([layout.size, layout.align, layout.flat?.join(' ')]).toEqual([size, align, flat])
  })

  test('more than sixteen core values go through memory', () => {
    expect(recordLayout(new Array(16).fill(u8)).flat).toHaveLength(16)
    expect(recordLayout(new Array(17).fill(u8)).flat).toBeNull()
  })

  test('types that double with every level stay small in here', () => {
    let layout: Layout = u8
    for (let level = 0; level < 31; level++) layout = recordLayout([layout, layout])
    expect([layout.size, layout.flat]).toEqual([2 ** 31, null])
    expect(() => recordLayout([layout, layout])).toThrow('larger than any memory')
  })
})

describe('the canonical ABI traps', () => {
  const store = (values: readonly number[], at = 0) => {
    const guest = context()
    const { view } = guest.memory
    values.forEach((value, index) => {
      view.setUint32(at + index * 4, value, true)
    })
    return guest
  }

  test.each([
    ['on a list past the memory', listLayout(scalar('u32')), [1 << 20, 1], 'out of range'],
    ['on a misaligned list', listLayout(scalar('u32')), [65, 1], 'not aligned to 4'],
    ['on a list whose size overflows', listLayout(scalar('u64')), [64, 0xffffffff], 'out of range'],
    ['on a discriminant without a case', variantLayout([null, null]), [2], 'discriminant 2'],
    ['on a surrogate as a char', scalar('char'), [0xd800], 'not a Unicode scalar'],
    ['on a char past Unicode', scalar('char'), [0x110000], 'not a Unicode scalar'],
  ] as const)('%s', (_, layout, words, message) => {
    expect(() => loadValue(store(words), 0, layout)).toThrow(message)
  })

  test.each([
    ['misaligned', 66, 'not aligned to 4'],
    ['past the memory', 0x7fff_fffc, 'out of range'],
    ['negative', -4, 'out of range'],
  ])('on a realloc result that is %s', (_, pointer, message) => {
    const memory = guestMemoryOf(new WebAssembly.Memory({ initial: 1 }))
    const guest = new CanonicalContext(new ComponentInstance(), 'utf8', memory, () => pointer)
    expect(() => guest.allocate(4, 4)).toThrow(message)
  })

  test('on a second entry while a call runs, and for ever after a trap', () => {
    const instance = new ComponentInstance()
    instance.enter()
    expect(() => instance.enter()).toThrow('cannot enter component instance')
    instance.leave()
    instance.enter()
  })
})
