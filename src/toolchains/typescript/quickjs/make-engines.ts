import type { CoreModule } from '../../../wasm/core/core-module.ts'
import { countSteps } from '../../../wasm/core/count-steps.ts'
import { dropDeadFunctions } from '../../../wasm/core/drop-dead-functions.ts'
import { eliminateTable } from '../../../wasm/core/eliminate-table.ts'
import { exportedIndex } from '../../../wasm/core/exported-index.ts'
import { linkModule } from '../../../wasm/core/link-module.ts'
import { readCoreModule } from '../../../wasm/core/read-core-module.ts'
import { redirectCalls } from '../../../wasm/core/redirect-calls.ts'
import { redirectMemoryGrowth } from '../../../wasm/core/redirect-memory-growth.ts'
import { writeCoreModule } from '../../../wasm/core/write-core-module.ts'
import { COMPILER_FUNCTIONS, COMPILER_GLOBALS } from './compiler-exports.ts'
import { composeDispatch } from './compose-dispatch.ts'
import { readEngineSource } from './engine-source.ts'
import { removeDumpTests } from './remove-dump-tests.ts'
import { removeParser } from './remove-parser.ts'

/** For runners: where the trace of a call is, and what adds to it where the script was when a call did not return. */
export const TRACE_EXPORTS = ['yoi-plugin:trace', 'yoi-plugin:where']

/** Exports of the runtime engine: what the component lifts, and those for runners. */
const RUNTIME_EXPORTS = ['memory', 'call', 'cabi_realloc', ...TRACE_EXPORTS]

export interface Engines {
  /** The engine with its parser, with every step counted; runs in the build. */
  readonly compiler: Uint8Array
  /** The engine that a component carries, without memory contents. */
  readonly runtime: Uint8Array
}

/**
 * Makes both engines of recipe `quickjs@1` from `quickjs.wasm`. They share one memory layout: what the compiler leaves in memory
 * is what the runtime starts from.
 * @param source bytes of the pinned `quickjs.wasm`
 */
export function makeEngines(source: Uint8Array, entry: EntryModules): Engines {
  return {
    compiler: writeCoreModule(makeCompiler(linkEntry(source, entry))),
    runtime: writeCoreModule(makeRuntime(linkEntry(source, entry), RUNTIME_EXPORTS)),
  }
}

/** Bytes of what stands between a component's exports and the engine: `abi.wat`, `schema.wat` and `trace.wat`, assembled. */
export interface EntryModules {
  readonly abi: Uint8Array
  readonly schema: Uint8Array
  readonly trace: Uint8Array
}

/** Functions of `abi.wat`, and those of later modules that take their places. */
const LATER: readonly (readonly [string, string])[] = [
  ['check_input', 'check_input_schema'],
  ['log_stub', 'log_entry'],
  ['seed_random', 'seed_random_state'],
  ['next_random', 'next_random_number'],
]

/** The engine as it comes, with the entry modules in it. */
export function linkEntry(source: Uint8Array, { abi, schema, trace }: EntryModules): CoreModule {
  const module = readEngineSource(source)
  linkModule(module, readCoreModule(abi))
  linkModule(module, readCoreModule(schema))
  linkModule(module, readCoreModule(trace))
  for (const [from, to] of LATER)
    redirectCalls(module, exportedIndex(module, from), exportedIndex(module, to))
  redirectMemoryGrowth(module, exportedIndex(module, 'memory.grow'))
  module.customs = []
  return module
}

function makeCompiler(module: CoreModule): CoreModule {
  keepExports(module, ['memory', ...Object.keys({ ...COMPILER_FUNCTIONS, ...COMPILER_GLOBALS })])
  dropDeadFunctions(module)
  countSteps(module, 'steps')
  return module
}

/** Turns an engine into what a component carries, in place. */
export function makeRuntime(module: CoreModule, exportNames: readonly string[]): CoreModule {
  removeParser(module)
  removeDumpTests(module)
  composeDispatch(module)
  keepExports(module, exportNames)
  eliminateTable(module)
  dropDeadFunctions(module)
  module.data = []
  module.dataCount = null
  return module
}

export function keepExports(module: CoreModule, names: readonly string[]): void {
  module.exports = module.exports.filter(entry => names.includes(entry.name))
}
