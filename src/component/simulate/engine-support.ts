import { WasmError } from '../../wasm/wasm-error.ts'
import type { Externs } from './declared-shape.ts'
import type { ExternShape, FunctionShape } from './shapes.ts'

/**
 * Checks what the host's engine leaves out although the component model has it: components imported or exported at the
 * root, and functions exported as they were imported.
 * @throws WasmError `unsupported`, without a place: the whole component is meant
 * @source wasmtime's component translation
 */
export function checkEngineSupport(imports: Externs, exports: Externs): void {
  const imported = new Set([...imports.values()].flatMap(functionsOf))
  for (const extern of imports.values()) if (extern.sort === 'component') refuse('import of a component')
  for (const extern of exports.values()) {
    if (extern.sort === 'component') refuse('export of a component')
    if (functionsOf(extern).some(each => imported.has(each.origin ?? each)))
      refuse('export of an imported function')
  }
}

function refuse(reason: string): never {
  throw new WasmError('unsupported', reason, 0)
}

/** Imported functions are objects of their own, so identity tells where a function came from. */
function functionsOf(extern: ExternShape): FunctionShape[] {
  if (extern.sort === 'func') return [extern.value]
  return extern.sort === 'instance' ? [...extern.value.exports.values()].flatMap(functionsOf) : []
}
