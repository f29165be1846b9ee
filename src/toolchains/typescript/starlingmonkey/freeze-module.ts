import { WASM_PAGE_BYTES } from '../../../contract/limits.ts'
import { i32Constant } from '../../../wasm/core/constant-expression.ts'
import { type CoreModule, VALUE_TYPE } from '../../../wasm/core/core-module.ts'
import { countSteps } from '../../../wasm/core/count-steps.ts'
import { memorySegments } from '../../../wasm/core/memory-segments.ts'
import { readCoreModule } from '../../../wasm/core/read-core-module.ts'
import { writeCoreModule } from '../../../wasm/core/write-core-module.ts'

/** Names of exports under which the mutable globals are read. */
const GLOBAL_EXPORT = 'yoi-plugin:global:'

/** What a module came to when its start ran. */
export interface ModuleState {
  /** Memory 0, whole pages. */
  readonly memory: Uint8Array
  /** The exports of the running instance. */
  readonly exports: WebAssembly.Instance['exports']
}

/** Name of the export that holds the steps that are left: see `countSteps`. */
export const STEPS_EXPORT = 'yoi-plugin:steps'

/** The module in bounded steps and memory, with its mutable globals exported so that their values can be taken. */
export function observeModule(bytes: Uint8Array, maxPages: number): Uint8Array {
  const module = readCoreModule(bytes)
  for (const index of mutableGlobals(module))
    module.exports.push({ name: GLOBAL_EXPORT + index, kind: 'global', index })
  module.memories[0]!.max = maxPages
  countSteps(module, STEPS_EXPORT)
  return writeCoreModule(module)
}

/**
 * A module that starts where another one has come to.
 * @param bytes the module as it was given to `observeModule`
 * @param spent names of exports that ran and are not wanted any more
 * @throws Error for state that a data segment and constants cannot hold
 */
export function freezeModule(bytes: Uint8Array, state: ModuleState, spent: readonly string[]): Uint8Array {
  const module = readCoreModule(bytes)
  for (const index of mutableGlobals(module)) {
    const { type } = module.globals[index]!
    if (type.value !== VALUE_TYPE.i32) throw new Error(`the mutable global ${index} is no i32`)
    const { value } = state.exports[GLOBAL_EXPORT + index] as WebAssembly.Global
    module.globals[index] = { type, initial: i32Constant(Number(value)) }
  }
  module.memories[0]!.min = state.memory.length / WASM_PAGE_BYTES
  module.data = memorySegments(state.memory)
  module.dataCount = null
  module.exports = module.exports.filter(({ name }) => !spent.includes(name))
  return writeCoreModule(module)
}

/** @throws Error for a module whose state is more than its own memory and globals */
function mutableGlobals({ imports, globals, memories, data }: CoreModule): number[] {
  if (imports.some(({ description }) => description.kind !== 'function'))
    throw new Error('the engine imports more than functions')
  if (memories.length !== 1) throw new Error('the engine has not one memory')
  if (data.some(({ mode }) => mode.kind === 'passive'))
    throw new Error('the engine has passive data segments')
  return globals.flatMap(({ type }, index) => (type.isMutable ? [index] : []))
}
