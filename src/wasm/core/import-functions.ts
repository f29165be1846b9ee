import { WasmError } from '../wasm-error.ts'
import { type CoreModule, importedFunctionCount } from './core-module.ts'
import { exportedIndex } from './exported-index.ts'
import { renumberFunctions } from './renumber-functions.ts'

/** An exported function, and the import that takes its place. */
export interface FunctionImport {
  readonly exportName: string
  readonly module: string
  readonly name: string
}

/**
 * Turns exported functions of a module without function imports into imports, in place and in this order; their exports go.
 * @throws WasmError for an export that is not there, and for a module that imports functions already
 */
export function importFunctions(module: CoreModule, wanted: readonly FunctionImport[]): void {
  if (importedFunctionCount(module) > 0)
    throw new WasmError('unsupported', 'importing functions into a module that imports some', 0)
  const indices = wanted.map(({ exportName }) => exportedIndex(module, exportName))
  const isKept = (_: unknown, index: number) => !indices.includes(index)
  const order = [...indices, ...module.bodies.map((_, index) => index).filter(index => isKept(null, index))]
  const moved = new Map(order.map((from, to) => [from, to]))
  module.imports.push(
    ...wanted.map(({ module: source, name }, position) => ({
      module: source,
      name,
      description: { kind: 'function' as const, typeIndex: module.functions[indices[position]!]! },
    })),
  )
  module.functions = module.functions.filter(isKept)
  module.bodies = module.bodies.filter(isKept)
  module.exports = module.exports.filter(entry => entry.kind !== 'function' || isKept(null, entry.index))
  renumberFunctions(module, index => moved.get(index)!)
}
