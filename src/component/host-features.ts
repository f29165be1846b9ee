import {
  type CoreModule,
  type ImportDescription,
  type Limits,
  VALUE_TYPE,
  type ValueType,
} from '../wasm/core/core-module.ts'
import { WasmError } from '../wasm/wasm-error.ts'

/**
 * Refuses what the codec reads and the host's engine leaves off: shared memories and `externref`.
 * Operators are left to `validateCoreModules`.
 * @throws WasmError `unsupported`, placed at the start of the module
 * @source host contract 6.3
 */
export function checkHostFeatures(module: CoreModule): void {
  if (limitsOf(module).some(limits => limits.isShared)) refuse('shared memory')
  if (usesType(module, VALUE_TYPE.externref)) refuse('externref')
}

function refuse(feature: string): never {
  throw new WasmError('unsupported', feature, 0)
}

function limitsOf(module: CoreModule): Limits[] {
  const imported = module.imports.flatMap(({ description }) => {
    if (description.kind === 'memory') return [description.limits]
    return description.kind === 'table' ? [description.table.limits] : []
  })
  return [...imported, ...module.memories, ...module.tables.map(table => table.limits)]
}

function usesType(module: CoreModule, type: ValueType): boolean {
  return (
    module.imports.some(({ description }) => importedType(description) === type) ||
    module.types.some(({ params, results }) => params.includes(type) || results.includes(type)) ||
    module.tables.some(({ element }) => element === type) ||
    module.globals.some(global => global.type.value === type) ||
    module.bodies.some(({ locals }) => locals.some(local => local.type === type))
  )
}

function importedType(description: ImportDescription): ValueType | null {
  if (description.kind === 'global') return description.global.value
  return description.kind === 'table' ? description.table.element : null
}
