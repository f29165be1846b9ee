/**
 * A growing buffer for metered code. Unlike `ByteWriter` it checks for room once per piece, not once per byte: bodies are
 * rewritten before the JIT has warmed up, where calls are what costs.
 */
export class CodeBuffer {
  length = 0

  constructor(private bytes: Uint8Array) {}

  /** Appends `source[start, end)`. */
  copy(source: Uint8Array, start: number, end: number): void {
    this.makeRoom(end - start)
    const { bytes } = this
    if (end - start > 32) {
      bytes.set(source.subarray(start, end), this.length)
      this.length += end - start
      return
    }
    let at = this.length
    for (let index = start; index < end; index++) bytes[at++] = source[index]!
    this.length = at
  }

  append(piece: Uint8Array): void {
    this.copy(piece, 0, piece.length)
  }

  /** Appends a non-negative number below 2^31 as signed LEB128. */
  signed(value: number): void {
    this.makeRoom(5)
    let rest = value
    while (rest > 0x3f) {
      this.bytes[this.length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.bytes[this.length++] = rest
  }

  /** A view of the bytes from `start`; later growth leaves it intact. */
  from(start: number): Uint8Array {
    return this.bytes.subarray(start, this.length)
  }

  private makeRoom(count: number): void {
    const needed = this.length + count
    if (needed <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, needed))
    grown.set(this.bytes.subarray(0, this.length))
    this.bytes = grown
  }
}
