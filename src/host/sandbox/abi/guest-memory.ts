import { trap } from '../guest-failure.ts'

/** Bounds-checked access to a core memory, which may grow and move between two accesses. */
export class GuestMemory {
  private buffer: ArrayBuffer
  private cached: DataView

  constructor(private readonly memory: WebAssembly.Memory) {
    this.buffer = memory.buffer
    this.cached = new DataView(this.buffer)
  }

  /** For scalar access after `check`. */
  get view(): DataView {
    const { buffer } = this.memory
    if (buffer !== this.buffer) {
      this.buffer = buffer
      this.cached = new DataView(buffer)
    }
    return this.cached
  }

  /** A view of checked bytes, valid until the guest runs again. */
  bytes(pointer: number, length: number): Uint8Array {
    this.check(pointer, length)
    return new Uint8Array(this.memory.buffer, pointer, length)
  }

  check(pointer: number, length: number): void {
    const size = this.memory.buffer.byteLength
    if (pointer + length > size)
      trap(`a pointer is out of range: ${pointer} + ${length} bytes in a memory of ${size}`)
  }

  checkAligned(pointer: number, align: number, length: number): void {
    if (pointer % align !== 0) trap(`pointer ${pointer} is not aligned to ${align} bytes`)
    this.check(pointer, length)
  }
}
