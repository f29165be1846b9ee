import { DEFAULT_HOST_REVISION } from '../../../contract/host-revisions.ts'
import { WASM_PAGE_BYTES } from '../../../contract/limits.ts'
import type { ScriptEngine } from './script-engine.ts'

/** The linker of the engine put the stack first: it ends where the static data begins. */
const STACK_END = 16 * WASM_PAGE_BYTES

/** Prepares the memory for its life in a component, where `call` calls `entry`, and copies it. */
export function takeImage(engine: ScriptEngine, entry: number): Uint8Array {
  const { exports } = engine
  const addressOf = (global: WebAssembly.Global) => Number(global.value)
  engine.writeWord(addressOf(exports.entry_address), entry)
  engine.writeWord(addressOf(exports.undefined_address), exports.qjs_get_undefined())
  engine.writeWord(addressOf(exports.max_pages_address), DEFAULT_HOST_REVISION.memoryPages)
  exports.qjs_run_gc()
  if (addressOf(exports.__stack_pointer) !== STACK_END)
    throw new Error('the engine left something on its stack')
  const image = engine.memory.slice()
  const stackLow = addressOf(exports.stack_low_address)
  image.fill(0, stackLow, STACK_END)
  new DataView(image.buffer).setUint32(stackLow, addressOf(exports.canary), true)
  return image
}
