import { DEFAULT_HOST_REVISION } from '../../../contract/host-revisions.ts'
import { WASM_PAGE_BYTES } from '../../../contract/limits.ts'
import type { ScriptEngine } from './script-engine.ts'

/** The linker of the engine put the stack first: it ends where the static data begins. */
const STACK_END = 16 * WASM_PAGE_BYTES

/** Prepares the memory for its life in a component and copies it. @param dispatch handle of the function of the SDK */
export function takeImage(engine: ScriptEngine, dispatch: number): Uint8Array {
  const { exports } = engine
  if (engine.undefinedValue() !== exports.undefined_value.value)
    throw new Error('values of the engine are not what abi.wat takes them for')
  const addressOf = (global: WebAssembly.Global) => Number(global.value)
  engine.writeWord(addressOf(exports.dispatch_address), dispatch)
  engine.writeWord(addressOf(exports.summary_address), engine.atom('summary'))
  engine.writeWord(addressOf(exports.content_address), engine.atom('content'))
  engine.writeWord(addressOf(exports.max_pages_address), DEFAULT_HOST_REVISION.memoryPages)
  exports.qjs_run_gc()
  if (addressOf(exports.__stack_pointer) !== STACK_END)
    throw new Error('the engine left something on its stack')
  const image = engine.memory.slice()
  const stackLow = addressOf(exports.stack_low_address)
  image.fill(0, stackLow, STACK_END)
  image.fill(0, addressOf(exports['yoi-plugin:trace']), addressOf(exports.ring_end))
  new DataView(image.buffer).setUint32(stackLow, addressOf(exports.canary), true)
  return image
}
