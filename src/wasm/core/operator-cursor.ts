import { WasmError } from '../wasm-error.ts'
import { VALUE_TYPE } from './core-module.ts'
import { IMMEDIATES, type ImmediateShape, prefixedImmediates } from './operators.ts'

/**
 * One byte each. Engines with typed references read more bytes after some others, and would then see other operators than the cursor
 * does, so nothing else is let through; `externref` the host leaves off. @source host contract 6.3
 */
const RESULT_TYPES: ReadonlySet<number> = new Set([
  VALUE_TYPE.i32,
  VALUE_TYPE.i64,
  VALUE_TYPE.f32,
  VALUE_TYPE.f64,
  VALUE_TYPE.v128,
  VALUE_TYPE.funcref,
])

const NO_RESULT = 0x40

/** The same as they stand in a block type: signed numbers of seven bits. */
const BLOCK_TYPES: ReadonlySet<number> = new Set([...RESULT_TYPES, NO_RESULT].map(code => code - 0x80))

/**
 * Walks the operators of a function body or constant expression without allocating.
 * After `next()` returned true the fields describe one operator.
 */
export class OperatorCursor {
  /** One byte, or `prefix << 12 | sub-opcode` for the 0xfc and 0xfd groups. */
  opcode = 0
  /** Offset of the operator's first byte. */
  start: number
  /** Offset one past its last byte. */
  position: number
  /**
   * First immediate: an index, a label depth, a block type (negative: a value type or -64 for none), the value of `i32.const`,
   * the memory of a memory access, or the number of labels of `br_table` besides the default.
   */
  immediate = 0
  /** Second immediate: the table of `call_indirect`, the source of `memory.copy`, ... */
  second = 0
  /** Where the immediates begin. */
  immediateStart = 0

  constructor(
    readonly bytes: Uint8Array,
    start = 0,
    readonly end: number = bytes.length,
  ) {
    this.start = start
    this.position = start
  }

  /** Steps to the next operator; false at the end of the window. */
  next(): boolean {
    if (this.position >= this.end) return false
    this.start = this.position
    this.immediate = 0
    this.second = 0
    const byte = this.bytes[this.position++]!
    if (byte === 0xfc || byte === 0xfd) {
      const sub = this.u32()
      this.opcode = (byte << 12) | sub
      this.immediateStart = this.position
      this.skip(prefixedImmediates(byte, sub))
    } else {
      this.opcode = byte
      this.immediateStart = this.position
      const shape = IMMEDIATES[byte]
      if (shape === 'none') return true
      this.skip(shape)
    }
    if (this.position > this.end)
      throw new WasmError('malformed', 'operator runs past the end of its body', this.start)
    return true
  }

  /** The labels of `br_table`, default last. */
  labels(): number[] {
    const saved = this.position
    this.position = this.immediateStart
    const count = this.u32()
    const labels: number[] = []
    for (let index = 0; index <= count; index++) labels.push(this.u32())
    this.position = saved
    return labels
  }

  private skip(shape: ImmediateShape | undefined): void {
    switch (shape) {
      case 'none':
        return
      case 'u32':
        this.immediate = this.u32()
        return
      case 'u32 u32':
        this.immediate = this.u32()
        this.second = this.u32()
        return
      case 'memory':
        this.memoryArgument()
        return
      case 'memory lane':
        this.memoryArgument()
        this.position++
        return
      case 's32':
        this.immediate = this.s33()
        return
      case 'block':
        this.immediate = this.s33()
        if (this.immediate < 0 && !BLOCK_TYPES.has(this.immediate))
          throw this.fail('unsupported', 'block with a typed or external reference')
        return
      case 's64':
        this.skipLeb(10)
        return
      case 'bytes 1':
        this.position += 1
        return
      case 'bytes 4':
        this.position += 4
        return
      case 'bytes 8':
        this.position += 8
        return
      case 'bytes 16':
        this.position += 16
        return
      case 'labels':
        this.immediate = this.u32()
        if (this.immediate > this.end - this.position)
          throw this.fail('malformed', 'br_table has more labels than bytes')
        for (let index = 0; index <= this.immediate; index++) this.u32()
        return
      case 'types':
        this.immediate = this.u32()
        if (this.immediate !== 1) throw this.fail('unsupported', 'select with other than one type')
        if (!RESULT_TYPES.has(this.byte()))
          throw this.fail('unsupported', 'select of typed or external references')
        return
      case 'heap type':
        if (this.byte() !== VALUE_TYPE.funcref)
          throw this.fail('unsupported', 'null reference that is no function')
        return
      case undefined:
        throw this.fail('unsupported', `operator 0x${this.opcode.toString(16)}`)
    }
  }

  /** Alignment (bit 6: a memory index follows) and offset; `immediate` is the memory. */
  private memoryArgument(): void {
    const flags = this.u32()
    if ((flags & 0x40) !== 0) this.immediate = this.u32()
    this.skipLeb(10)
  }

  private u32(): number {
    if (this.position < this.end && this.bytes[this.position]! < 0x80) return this.bytes[this.position++]!
    let result = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte()
      if (shift === 28 && byte > 0x0f) break
      result |= (byte & 0x7f) << shift
      if (byte < 0x80) return result >>> 0
    }
    throw this.fail('malformed', 'integer over 32 bits')
  }

  private s33(): number {
    const first = this.bytes[this.position]!
    if (first < 0x80 && this.position < this.end) {
      this.position++
      return (first & 0x40) !== 0 ? first - 0x80 : first
    }
    let result = 0
    let scale = 1
    for (let count = 0; count < 5; count++) {
      const byte = this.byte()
      result += (byte & 0x7f) * scale
      scale *= 128
      if (byte < 0x80) return (byte & 0x40) !== 0 ? result - scale : result
    }
    throw this.fail('malformed', 'integer over 33 bits')
  }

  private skipLeb(maxBytes: number): void {
    for (let count = 0; count < maxBytes; count++) if (this.byte() < 0x80) return
    throw this.fail('malformed', 'integer over 64 bits')
  }

  private byte(): number {
    if (this.position >= this.end) throw this.fail('malformed', 'unexpected end')
    return this.bytes[this.position++]!
  }

  private fail(kind: 'malformed' | 'unsupported', reason: string): WasmError {
    return new WasmError(kind, reason, this.start)
  }
}
