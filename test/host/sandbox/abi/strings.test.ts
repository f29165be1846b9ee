import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CanonicalContext,
  guestMemoryOf,
  type StringEncoding,
} from '../../../../src/host/sandbox/abi/canonical-context.ts'
import { ComponentInstance } from '../../../../src/host/sandbox/abi/component-instance.ts'
import { liftString } from '../../../../src/host/sandbox/abi/lift-string.ts'
import { lowerString } from '../../../../src/host/sandbox/abi/lower-string.ts'

const ENCODINGS: readonly StringEncoding[] = ['utf8', 'utf16', 'latin1+utf16']

/** A guest whose allocator moves every block, keeps its content, and writes down what it was asked for. */
function guest(encoding: StringEncoding, source: StringEncoding = 'utf8') {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const asked: string[] = []
  let next = 1024
  const realloc = (pointer: number, oldSize: number, align: number, size: number) => {
    asked.push(`${pointer === 0 ? '' : `${oldSize} -> `}${size}/${align}`)
    const moved = Math.ceil(next / align) * align
    next = moved + size
    new Uint8Array(memory.buffer).copyWithin(moved, pointer, pointer + Math.min(oldSize, size))
    return moved
  }
  const context = new CanonicalContext(new ComponentInstance(), encoding, guestMemoryOf(memory), realloc)
  context.source = source
  return { context, asked }
}

describe('a string that is written into a guest', () => {
  // As wasmtime 45 and CanonicalABI.md have it: size and alignment of each block, and what an older block had.
  test.each([
    ['utf8', 'utf8', 'aä€😀', '10/1'],
    ['utf8', 'utf8', '', '0/1'],
    ['utf8', 'utf16', 'abc', '6/2'],
    ['utf8', 'utf16', 'aä€😀', '20/2, 20 -> 10/2'],
    ['utf8', 'latin1+utf16', 'abc', '3/2'],
    ['utf8', 'latin1+utf16', 'aä', '3/2, 3 -> 2/2'],
    ['utf8', 'latin1+utf16', 'aä€😀', '10/2, 10 -> 20/2, 20 -> 10/2'],
    ['utf16', 'utf8', 'abc', '3/1'],
    ['utf16', 'utf8', 'aä', '2/1, 2 -> 6/1, 6 -> 3/1'],
    ['utf16', 'utf8', '€', '1/1, 1 -> 3/1'],
    ['utf16', 'utf16', 'aä€😀', '10/2'],
    ['utf16', 'latin1+utf16', 'aä', '2/2'],
    ['utf16', 'latin1+utf16', 'aä€😀', '5/2, 5 -> 10/2'],
    ['latin1+utf16', 'utf8', 'aä', '2/1, 2 -> 4/1, 4 -> 3/1'],
    ['latin1+utf16', 'utf8', 'a€', '2/1, 2 -> 6/1, 6 -> 4/1'],
    ['latin1+utf16', 'utf16', 'aä', '4/2'],
    ['latin1+utf16', 'latin1+utf16', 'aä', '2/2'],
    ['latin1+utf16', 'latin1+utf16', 'aä€', '6/2'],
  ] as const)('from %s to %s asks for the blocks of %j: %s', (source, encoding, text, blocks) => {
    const { context, asked } = guest(encoding, source)
    lowerString(context, text)
    expect(asked.join(', ')).toBe(blocks)
  })

  test('is the same when it is read again, from and to every encoding', () => {
    const pairs = ENCODINGS.flatMap(source => ENCODINGS.map(encoding => [source, encoding] as const))
    fc.assert(
      fc.property(fc.constantFrom(...pairs), fc.string({ unit: 'binary' }), ([source, encoding], text) => {
        const { context } = guest(encoding, source)
        expect(liftString(context, ...lowerString(context, text))).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['a block that shrinks is misaligned', 'utf16', [16, 17], 'not aligned to 2'],
    ['a block that shrinks is past the memory', 'utf16', [16, 65_536], 'out of range'],
    ['a block that grows is past the memory', 'latin1+utf16', [16, 65_530, 16], 'out of range'],
  ] as const)('traps when %s', (_, encoding, pointers, message) => {
    const memory = guestMemoryOf(new WebAssembly.Memory({ initial: 1 }))
    const left: number[] = [...pointers]
    const context = new CanonicalContext(new ComponentInstance(), encoding, memory, () => left.shift()!)
    expect(() => lowerString(context, 'a€€€')).toThrow(message)
  })
})

describe('a string that is read from a guest', () => {
  const TAG = 0x8000_0000
  test.each([
    ['UTF-16 at an odd address', 'utf16', 1, 1, 'not aligned to 2'],
    ['Latin-1 at an odd address', 'latin1+utf16', 1, 1, 'not aligned to 2'],
    ['UTF-16 past the memory', 'utf16', 65_534, 2, 'out of range'],
    ['UTF-16 whose size wraps around', 'utf16', 0, 0x8000_0001, 'out of range'],
    ['the wide form past the memory', 'latin1+utf16', 65_534, 2 + TAG, 'out of range'],
    ['the narrow form past the memory', 'latin1+utf16', 65_534, 3, 'out of range'],
    ['a lone surrogate', 'utf16', 16, 1, 'not valid UTF-16'],
    ['a lone surrogate in the wide form', 'latin1+utf16', 16, 1 + TAG, 'not valid UTF-16'],
    ['an overlong zero', 'utf8', 32, 2, 'not valid UTF-8'],
    ['half a character', 'utf8', 40, 2, 'not valid UTF-8'],
    ['a character past Unicode', 'utf8', 48, 4, 'not valid UTF-8'],
  ] as const)('traps on %s', (_, encoding, pointer, length, message) => {
    const { context } = guest(encoding)
    context.memory.bytes(16, 2).set([0x00, 0xd8])
    context.memory.bytes(32, 2).set([0xc0, 0x80])
    context.memory.bytes(40, 2).set([0xe2, 0x82])
    context.memory.bytes(48, 4).set([0xf4, 0x90, 0x80, 0x80])
    expect(() => liftString(context, pointer, length)).toThrow(message)
  })

  test('of no length may stand at the end of the memory, and not behind it', () => {
    const { context } = guest('utf8')
    expect(liftString(context, 65_536, 0)).toBe('')
    expect(() => liftString(context, 65_537, 0)).toThrow('out of range')
  })

  test('of bytes above ASCII is Latin-1 in the narrow form', () => {
    const { context } = guest('latin1+utf16')
    context.memory.bytes(16, 3).set([0x61, 0x80, 0xff])
    expect(liftString(context, 16, 3)).toBe('a\u0080ÿ')
  })
})
