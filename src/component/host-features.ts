import { type CoreModule, type Limits, VALUE_TYPE, type ValueType } from '../wasm/core/core-module.ts'
import { WasmError } from '../wasm/wasm-error.ts'

/**
 * Refuses what the codec reads and the host's engine leaves off: shared memories and `externref`.
 * Operators are left to `validateCoreModules`.
 * @throws WasmError `unsupported`, placed at the start of the module
 * @source host contract 6.3
 */
export function checkHostFeatures(module: CoreModule): void {
  if (limitsOf(module).some(limits => limits.isShared)) refuse('shared memory')
  if (valueTypesOf(module).some(type => type === VALUE_TYPE.externref)) refuse('externref')
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

function valueTypesOf(module: CoreModule): ValueType[] {
  const imported = module.imports.flatMap(({ description }) => {
    if (description.kind === 'global') return [description.global.value]
    return description.kind === 'table' ? [description.table.element] : []
  })
  return [
    ...imported,
    ...module.types.flatMap(type => [...type.params, ...type.results]),
    ...module.tables.map(table => table.element),
    ...module.globals.map(global => global.type.value),
    ...module.bodies.flatMap(body => body.locals.map(local => local.type)),
  ]
}
