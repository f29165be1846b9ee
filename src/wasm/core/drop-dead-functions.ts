import { type CoreModule, importedFunctionCount } from './core-module.ts'
import { OperatorCursor } from './operator-cursor.ts'
import { refersToFunction, renumberFunctions } from './renumber-functions.ts'

/**
 * Removes, in place, every defined function that cannot be reached from an export, the start function or an element segment.
 * Element segments with expressions keep everything: their functions are not looked up.
 */
export function dropDeadFunctions(module: CoreModule): void {
  if (module.elements.some(segment => segment.items.kind === 'expressions')) return
  const imported = importedFunctionCount(module)
  const live = liveFunctions(module, imported)
  const renumbered = new Map<number, number>()
  for (let index = 0; index < imported + module.bodies.length; index++) {
    if (index < imported || live.has(index)) renumbered.set(index, renumbered.size)
  }
  const isKept = (_: unknown, position: number) => live.has(imported + position)
  module.functions = module.functions.filter(isKept)
  module.bodies = module.bodies.filter(isKept)
  renumberFunctions(module, index => renumbered.get(index)!)
}

function liveFunctions(module: CoreModule, imported: number): ReadonlySet<number> {
  const live = new Set<number>()
  const pending: number[] = []
  const add = (index: number) => {
    if (live.has(index)) return
    live.add(index)
    pending.push(index)
  }
  for (const entry of module.exports) if (entry.kind === 'function') add(entry.index)
  for (const { items } of module.elements) if (items.kind === 'functions') items.indices.forEach(add)
  if (module.start !== null) add(module.start)
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const body = module.bodies[index - imported]
    if (body === undefined) continue
    const cursor = new OperatorCursor(body.code)
    while (cursor.next()) if (refersToFunction(cursor.opcode)) add(cursor.immediate)
  }
  return live
}
