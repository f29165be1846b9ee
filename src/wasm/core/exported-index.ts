import { WasmError } from '../wasm-error.ts'
import type { CoreModule, ExportKind } from './core-module.ts'

/**
 * Index of an export in the index space of its kind.
 * @throws WasmError when the module has no such export
 */
export function exportedIndex(module: CoreModule, name: string, kind: ExportKind = 'function'): number {
  const found = module.exports.find(entry => entry.name === name && entry.kind === kind)
  if (found === undefined) throw new WasmError('unsupported', `no exported ${kind} "${name}"`, 0)
  return found.index
}
