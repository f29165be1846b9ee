import type { ItemBudget } from './item-budget.ts'
import { WasmError } from './wasm-error.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Reads the primitive encodings of the WebAssembly binary format from a window of a buffer. Every overrun is a `WasmError`. */
export class ByteReader {
  /**
   * @param position first byte of the window
   * @param end one past its last byte; both count from the start of `bytes`
   * @param budget what bounds the items of all vectors together; null where the input is our own
   */
  constructor(
    readonly bytes: Uint8Array,
    public position = 0,
    readonly end: number = bytes.length,
    private readonly budget: ItemBudget | null = null,
  ) {}

  get isAtEnd(): boolean {
    return this.position >= this.end
  }

  get bytesLeft(): number {
    return this.end - this.position
  }

  u8(): number {
    if (this.position >= this.end) throw this.malformed('unexpected end')
    return this.bytes[this.position++]!
  }

  peek(): number {
    if (this.position >= this.end) throw this.malformed('unexpected end')
    return this.bytes[this.position]!
  }

  /** Unsigned LEB128 of at most 32 bits. */
  u32(): number {
    let result = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.u8()
      if (shift === 28 && byte > 0x0f) throw this.malformed('integer over 32 bits')
      result |= (byte & 0x7f) << shift
      if (byte < 0x80) return result >>> 0
    }
  }

  /** Signed LEB128 of at most 32 bits. */
  s32(): number {
    return Number(this.signed(32))
  }

  /** Signed LEB128 of at most 33 bits: block types and component value types. */
  s33(): number {
    return Number(this.signed(33))
  }

  s64(): bigint {
    return this.signed(64)
  }

  /** Unsigned LEB128 of at most 64 bits. */
  u64(): bigint {
    let result = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.u8()
      if (shift === 63n && byte > 1) throw this.malformed('integer over 64 bits')
      result |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return result
    }
  }

  /** A view, not a copy. */
  take(length: number): Uint8Array {
    if (length > this.bytesLeft) throw this.malformed('unexpected end')
    const start = this.position
    this.position += length
    return this.bytes.subarray(start, this.position)
  }

  /** A length-prefixed UTF-8 name. */
  name(): string {
    const start = this.position
    const bytes = this.take(this.u32())
    try {
      return utf8.decode(bytes)
    } catch {
      throw new WasmError('malformed', 'name is not UTF-8', start)
    }
  }

  /** A count and that many items. Each item takes at least one byte, which bounds a false count. */
  vector<Item>(readItem: (reader: ByteReader, index: number) => Item): Item[] {
    const count = this.u32()
    if (count > this.bytesLeft) throw this.malformed(`count ${count} is more than the bytes left`)
    this.spend(count)
    const items: Item[] = []
    for (let index = 0; index < count; index++) items.push(readItem(this, index))
    return items
  }

  /** A reader over the next `length` bytes, which this reader skips. */
  window(length: number): ByteReader {
    if (length > this.bytesLeft) throw this.malformed('unexpected end')
    const start = this.position
    this.position += length
    return new ByteReader(this.bytes, start, this.position, this.budget)
  }

  /** Items read so far from the whole file. */
  get itemsSpent(): number {
    return this.budget?.spent ?? 0
  }

  /** Counts items against the budget, if there is one. @throws WasmError when it is used up */
  spend(items: number): void {
    this.budget?.spend(items, this.position)
  }

  malformed(reason: string): WasmError {
    return new WasmError('malformed', reason, this.position)
  }

  unsupported(reason: string): WasmError {
    return new WasmError('unsupported', reason, this.position)
  }

  private signed(bits: number): bigint {
    const width = BigInt(bits)
    let result = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.u8()
      result |= BigInt(byte & 0x7f) << shift
      if (byte >= 0x80) {
        if (shift + 7n >= width) throw this.malformed(`integer over ${bits} bits`)
        continue
      }
      const value = (byte & 0x40) !== 0 ? result - (1n << (shift + 7n)) : result
      if (value !== BigInt.asIntN(bits, value)) throw this.malformed(`integer over ${bits} bits`)
      return value
    }
  }
}
