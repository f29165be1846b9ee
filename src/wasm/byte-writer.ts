const utf8 = new TextEncoder()

/** Writes the primitive encodings of the WebAssembly binary format into a growing buffer. */
export class ByteWriter {
  private buffer: Uint8Array
  private length = 0

  /** @param capacity bytes to start with; the buffer doubles when it is full */
  constructor(capacity = 64) {
    this.buffer = new Uint8Array(capacity)
  }

  get byteLength(): number {
    return this.length
  }

  u8(byte: number): this {
    this.reserve(1)
    this.buffer[this.length++] = byte
    return this
  }

  /** Unsigned LEB128, shortest form. */
  u32(value: number): this {
    this.reserve(5)
    let rest = value
    while (rest > 0x7f) {
      this.buffer[this.length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.buffer[this.length++] = rest
    return this
  }

  /** Signed LEB128, shortest form, for 32-bit values. */
  s32(value: number): this {
    this.reserve(5)
    let rest = value | 0
    for (;;) {
      const byte = rest & 0x7f
      rest >>= 7
      const isLast = (rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0)
      this.buffer[this.length++] = isLast ? byte : byte | 0x80
      if (isLast) return this
    }
  }

  /** Signed LEB128, shortest form, for values of up to 64 bits (also 33-bit block types). */
  s64(value: bigint): this {
    this.reserve(10)
    let rest = value
    for (;;) {
      const byte = Number(rest & 0x7fn)
      rest >>= 7n
      const isLast = (rest === 0n && (byte & 0x40) === 0) || (rest === -1n && (byte & 0x40) !== 0)
      this.buffer[this.length++] = isLast ? byte : byte | 0x80
      if (isLast) return this
    }
  }

  u64(value: bigint): this {
    this.reserve(10)
    let rest = value
    while (rest > 0x7fn) {
      this.buffer[this.length++] = Number(rest & 0x7fn) | 0x80
      rest >>= 7n
    }
    this.buffer[this.length++] = Number(rest)
    return this
  }

  raw(bytes: Uint8Array | readonly number[]): this {
    this.reserve(bytes.length)
    this.buffer.set(bytes, this.length)
    this.length += bytes.length
    return this
  }

  /** Copies `source[start, end)`; short runs avoid the cost of a view. */
  copy(source: Uint8Array, start: number, end: number): this {
    const count = end - start
    this.reserve(count)
    if (count < 24) {
      for (let index = start; index < end; index++) this.buffer[this.length++] = source[index]!
      return this
    }
    this.buffer.set(source.subarray(start, end), this.length)
    this.length += count
    return this
  }

  name(text: string): this {
    const bytes = utf8.encode(text)
    return this.u32(bytes.length).raw(bytes)
  }

  vector<Item>(items: readonly Item[], writeItem: (writer: ByteWriter, item: Item) => void): this {
    this.u32(items.length)
    for (const item of items) writeItem(this, item)
    return this
  }

  /** Writes a section: its id, its size, and what `writeBody` puts into it. */
  section(id: number, writeBody: (writer: ByteWriter) => void): this {
    const body = new ByteWriter(1024)
    writeBody(body)
    return this.u8(id).u32(body.byteLength).raw(body.view())
  }

  /** Empties the writer and keeps its buffer, for use in a loop. Views handed out before become invalid. */
  reset(): this {
    this.length = 0
    return this
  }

  /** The bytes so far, valid until the next write. */
  view(): Uint8Array {
    return this.buffer.subarray(0, this.length)
  }

  /** A copy of the bytes so far. */
  finish(): Uint8Array {
    return this.buffer.slice(0, this.length)
  }

  private reserve(count: number): void {
    const needed = this.length + count
    if (needed <= this.buffer.length) return
    const grown = new Uint8Array(Math.max(this.buffer.length * 2, needed))
    grown.set(this.view())
    this.buffer = grown
  }
}

/** Bytes of an unsigned LEB128 in its shortest form. */
export function u32Length(value: number): number {
  let length = 1
  for (let rest = value >>> 7; rest !== 0; rest >>>= 7) length++
  return length
}
