import { WasmError } from '../wasm-error.ts'
import { i32Constant, readI32Constant } from './constant-expression.ts'
import { type CoreModule, type ElementSegment, VALUE_TYPE } from './core-module.ts'

/**
 * The functions that stand in table 0 after instantiation, by slot.
 * @throws WasmError when that is not known before: segments that are not active, computed offsets, several or imported tables
 */
export function readStaticTable(module: CoreModule): Map<number, number> {
  if (module.imports.some(entry => entry.description.kind === 'table')) throw unknown('an imported table')
  if (module.tables.length > 1) throw unknown('several tables')
  const slots = new Map<number, number>()
  for (const { mode, items } of module.elements) {
    if (mode.kind !== 'active' || items.kind !== 'functions') throw unknown('an element segment on demand')
    const base = readI32Constant(mode.offset)
    if (base === null) throw unknown('a computed offset')
    items.indices.forEach((index, position) => {
      slots.set(base + position, index)
    })
  }
  return slots
}

/** Element segments for table 0 that fill these slots and leave the others empty. */
export function writeStaticTable(slots: ReadonlyMap<number, number>): ElementSegment[] {
  return [...slots].map(([slot, index]) => ({
    mode: { kind: 'active', index: 0, offset: i32Constant(slot) },
    element: VALUE_TYPE.funcref,
    items: { kind: 'functions', indices: [index] },
  }))
}

function unknown(reason: string): WasmError {
  return new WasmError('unsupported', `table contents cannot be known: ${reason}`, 0)
}
