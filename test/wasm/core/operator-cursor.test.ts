import { describe, expect, test } from 'vitest'
import { OperatorCursor } from '../../../src/wasm/core/operator-cursor.ts'

/** Codes of the operators in a body. */
function opcodes(...code: readonly number[]): number[] {
  const cursor = new OperatorCursor(Uint8Array.from(code))
  const found: number[] = []
  while (cursor.next()) found.push(cursor.opcode)
  return found
}

const RESULTS = [0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70]
/** externref, typed references with the type that follows them, and types of garbage collection and exceptions. */
const OTHERS = [0x6f, 0x63, 0x64, 0x6e, 0x6d, 0x6b, 0x6a, 0x69, 0x71, 0x72, 0x73, 0x74, 0x78, 0x77]

describe('types in operators', () => {
  test.each(RESULTS)('0x%x is one byte', type => {
    expect(opcodes(0x02, type, 0x0b)).toEqual([0x02, 0x0b])
    expect(opcodes(0x1c, 1, type, 0x0b)).toEqual([0x1c, 0x0b])
  })

  test('a block may have no result, or an entry of the type section', () => {
    expect(opcodes(0x03, 0x40, 0x0b)).toEqual([0x03, 0x0b])
    expect(opcodes(0x04, 0xe5, 0x0c, 0x0b)).toEqual([0x04, 0x0b])
  })

  test.each(OTHERS)('0x%x is refused: an engine that knows it may read on', type => {
    expect(() => opcodes(0x02, type, 0x28, 0x0b)).toThrow('block with a typed or external reference')
    expect(() => opcodes(0x1c, 1, type, 0x28, 0x0b)).toThrow('select of typed or external references')
    expect(() => opcodes(0xd0, type, 0x0b)).toThrow('null reference that is no function')
  })

  test('a null reference is one to a function, without an index', () => {
    expect(opcodes(0xd0, 0x70, 0x0b)).toEqual([0xd0, 0x0b])
    expect(() => opcodes(0xd0, 0xa8, 0x0d, 0x0b)).toThrow('null reference that is no function')
  })
})
