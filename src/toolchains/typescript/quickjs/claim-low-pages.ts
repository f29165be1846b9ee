import { WASM_PAGE_BYTES } from '../../../contract/limits.ts'
import type { CompilerExports } from './compiler-exports.ts'

/** Pages 0 and 1 hold the state and the output buffer of `abi.wat`. */
const FIRST_HEAP_PAGE = 2

/** What the allocator adds to a request, rounded up. */
const ALLOCATOR_OVERHEAD_BYTES = 4096

/** Makes the allocator take the pages that the stack does not need, in one piece: it asks for almost all of them at once. */
export function claimLowPages(exports: CompilerExports): void {
  const stackLow = Number(exports.stack_low_address.value)
  const block = exports.wasm_malloc(stackLow - FIRST_HEAP_PAGE * WASM_PAGE_BYTES - ALLOCATOR_OVERHEAD_BYTES)
  if (block === 0 || block >= stackLow) throw new Error('the allocator of QuickJS did not take the low pages')
  exports.wasm_free(block)
}
