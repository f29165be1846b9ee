import type { CoreModule, FunctionType } from './core-module.ts'

export function isSameFunctionType(left: FunctionType, right: FunctionType): boolean {
  return functionTypeKey(left) === functionTypeKey(right)
}

/** Text that two types share exactly when they are the same type. */
export function functionTypeKey(type: FunctionType): string {
  return `${type.params.join()}>${type.results.join()}`
}

/** Index of a type in the module; appends it when it is new. */
export function typeIndexOf(module: CoreModule, type: FunctionType): number {
  const found = module.types.findIndex(known => isSameFunctionType(known, type))
  return found >= 0 ? found : module.types.push(type) - 1
}
