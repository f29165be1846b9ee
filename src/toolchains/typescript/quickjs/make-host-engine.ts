import { i32Constant, readI32Constant } from '../../../wasm/core/constant-expression.ts'
import type { CoreModule, DataSegment } from '../../../wasm/core/core-module.ts'
import { dropDeadFunctions } from '../../../wasm/core/drop-dead-functions.ts'
import { exportedIndex } from '../../../wasm/core/exported-index.ts'
import { importFunctions } from '../../../wasm/core/import-functions.ts'
import { linkModule } from '../../../wasm/core/link-module.ts'
import { listOperators } from '../../../wasm/core/list-operators.ts'
import { OP } from '../../../wasm/core/operators.ts'
import { readCoreModule } from '../../../wasm/core/read-core-module.ts'
import { redirectCalls } from '../../../wasm/core/redirect-calls.ts'
import { writeCoreModule } from '../../../wasm/core/write-core-module.ts'
import { WasmError } from '../../../wasm/wasm-error.ts'
import { HOST_MODULE, type HostEngine, MEMORY_MODULE } from './host-engine.ts'
import { coreNameOf, HOST_FUNCTIONS } from './host-functions.ts'
import { type EntryModules, keepExports, linkEntry, makeRuntime, TRACE_EXPORTS } from './make-engines.ts'

/** Exports of the engine, and of the module before it. */
const ENGINE_EXPORTS = ['call', 'cabi_realloc', ...TRACE_EXPORTS]
const MEMORY_EXPORTS = ['memory', 'host_realloc', 'absent_2', 'absent_3', 'absent_4']

const STACK_POINTER = 0

/**
 * Makes the engine with host imports. Two core instances are the least: a host function that takes or gives a text can only be
 * lowered with the memory of an instance that is there already.
 * @param source bytes of the pinned `quickjs.wasm`
 * @param hostCalls bytes of the assembled modules of `host/`, in the order of linking
 */
export function makeHostEngine(
  source: Uint8Array,
  entry: EntryModules,
  hostCalls: readonly Uint8Array[],
): HostEngine {
  const link = () => {
    const module = linkEntry(source, entry)
    for (const bytes of hostCalls) linkModule(module, readCoreModule(bytes))
    return module
  }
  const constants = hostCalls.flatMap(bytes => readCoreModule(bytes).data)
  return {
    memory: writeCoreModule(makeMemoryModule(link(), allocatorStackEnd(hostCalls.at(-1)!), constants)),
    runtime: writeCoreModule(makeHostRuntime(link())),
  }
}

function makeHostRuntime(module: CoreModule): CoreModule {
  redirectCalls(module, exportedIndex(module, 'call_host_api'), exportedIndex(module, 'call_host'))
  const imports = HOST_FUNCTIONS.map(host => {
    const name = coreNameOf(host)
    return { exportName: `host.${name}`, module: HOST_MODULE, name }
  })
  makeRuntime(module, [...ENGINE_EXPORTS, ...imports.map(({ exportName }) => exportName)])
  importFunctions(module, imports)
  const [limits] = module.memories
  module.imports.push({
    module: MEMORY_MODULE,
    name: 'memory',
    description: { kind: 'memory', limits: limits! },
  })
  module.memories = []
  return module
}

/** @param constants what the host calls need in memory: the memory of a plugin is made without them */
function makeMemoryModule(
  module: CoreModule,
  stackEnd: number,
  constants: readonly DataSegment[],
): CoreModule {
  keepExports(module, MEMORY_EXPORTS)
  module.tables = []
  module.elements = []
  module.data = [...constants]
  module.dataCount = null
  dropDeadFunctions(module)
  refuseOwnState(module)
  const { type } = module.globals[STACK_POINTER]!
  module.globals[STACK_POINTER] = { type, initial: i32Constant(stackEnd) }
  return module
}

/** The copy of the allocator may know nothing but what lies in memory, and frames on its own stack. */
function refuseOwnState({ bodies, globals }: CoreModule): void {
  for (const { opcode, immediate } of bodies.flatMap(body => listOperators(body.code))) {
    const isGlobal = opcode === OP.globalGet || opcode === OP.globalSet
    const isOwn = isGlobal && immediate !== STACK_POINTER && globals[immediate]!.type.isMutable
    if (isOwn || opcode === OP.callIndirect || opcode === OP.returnCallIndirect)
      throw new WasmError('unsupported', 'an allocator with state outside of memory', 0)
  }
}

function allocatorStackEnd(calls: Uint8Array): number {
  const module = readCoreModule(calls)
  const index = exportedIndex(module, 'allocator_stack_end', 'global')
  const imported = module.imports.filter(entry => entry.description.kind === 'global').length
  const value = readI32Constant(module.globals[index - imported]!.initial)
  if (value === null) throw new WasmError('unsupported', 'a computed end of the stack', 0)
  return value
}
