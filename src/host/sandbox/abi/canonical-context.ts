import type { CanonicalOptions } from '../../../wasm/component/component-binary.ts'
import { exceed, refuse, trap } from '../guest-failure.ts'
import { ADMISSION_LIMITS } from '../sandbox-limits.ts'
import type { ComponentInstance } from './component-instance.ts'
import { GuestMemory } from './guest-memory.ts'

export type Realloc = (oldPointer: number, oldSize: number, align: number, newSize: number) => number

export type StringEncoding = CanonicalOptions['stringEncoding']

/** What a lift or lower works with: its options, resolved, and the borrows of the call that runs. */
export class CanonicalContext {
  /** Undo steps for the handles that are lent while a lowered function runs. */
  lent: (() => void)[] = []
  /** Checks that borrows handed to the guest were given back when its function returns. */
  borrowed: (() => void)[] = []
  /** Where the strings come from that are written into the guest now; the host's are UTF-8. */
  source: StringEncoding = 'utf8'
  private leftBytes = 0
  private leftParts = 0

  constructor(
    readonly instance: ComponentInstance,
    readonly encoding: StringEncoding,
    private readonly guestMemory: GuestMemory | null,
    private readonly realloc: Realloc | null,
  ) {}

  get memory(): GuestMemory {
    return this.guestMemory ?? refuse('a canonical definition that uses memory has no memory option')
  }

  beginCall(): void {
    this.leftBytes = 0
    this.leftParts = 0
  }

  /**
   * Counts a string or list on its way out. Many may point at the same bytes, so the sum is bounded, not the memory alone.
   * @throws GuestFailure when one call has given away too much
   */
  countLeaving(byteLength: number): void {
    this.leftBytes += byteLength
    const most = ADMISSION_LIMITS.liftedBytes
    if (this.leftBytes <= most) return
    const message = `strings and lists of ${this.leftBytes} bytes left the guest at once; at most ${most}`
    exceed('output', { value: this.leftBytes, most }, message)
  }

  /** Counts what becomes a value of its own here, and takes more memory than in the guest: items, fields, payloads. */
  countParts(count: number): void {
    this.leftParts += count
    const most = ADMISSION_LIMITS.liftedParts
    if (this.leftParts <= most) return
    const message = `values of ${this.leftParts} parts left the guest at once; at most ${most}`
    exceed('output', { value: this.leftParts, most }, message)
  }

  allocate(size: number, align: number): number {
    return this.reallocate(0, 0, align, size)
  }

  /** @throws GuestFailure when `realloc` answers with a pointer that is misaligned or out of range */
  reallocate(oldPointer: number, oldSize: number, align: number, newSize: number): number {
    const { realloc } = this
    if (realloc === null) refuse('a canonical definition that allocates has no realloc option')
    const pointer = this.instance.withoutLeaving(() => realloc(oldPointer, oldSize, align, newSize)) >>> 0
    if (pointer % align !== 0) trap(`realloc returned ${pointer}, which is not aligned to ${align} bytes`)
    this.memory.check(pointer, newSize)
    return pointer
  }
}

export function guestMemoryOf(memory: WebAssembly.Memory | null): GuestMemory | null {
  return memory === null ? null : new GuestMemory(memory)
}
