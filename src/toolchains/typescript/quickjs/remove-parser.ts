import { type CoreModule, importedFunctionCount } from '../../../wasm/core/core-module.ts'
import { exportedIndex } from '../../../wasm/core/exported-index.ts'
import { OperatorCursor } from '../../../wasm/core/operator-cursor.ts'
import { OP } from '../../../wasm/core/operators.ts'
import { readStaticTable, writeStaticTable } from '../../../wasm/core/static-table.ts'
import { WasmError } from '../../../wasm/wasm-error.ts'

/**
 * Takes the JavaScript parser out of reach, in place, so that it can be dropped with the dead functions. Only
 * `JS_AddIntrinsicEval` stores its table slot, and the runtime engine is initialised without that call: `eval` then throws.
 */
export function removeParser(module: CoreModule): void {
  const slots = readStaticTable(module)
  const taken = constantsOf(module, exportedIndex(module, 'JS_AddIntrinsicEval')).filter(value =>
    slots.has(value),
  )
  if (taken.length !== 1)
    throw new WasmError('unsupported', `eval stores ${taken.length} table slots, not one`, 0)
  slots.delete(taken[0]!)
  module.elements = writeStaticTable(slots)
}

function constantsOf(module: CoreModule, index: number): number[] {
  const constants: number[] = []
  const cursor = new OperatorCursor(module.bodies[index - importedFunctionCount(module)]!.code)
  while (cursor.next()) if (cursor.opcode === OP.i32Const) constants.push(cursor.immediate)
  return constants
}
