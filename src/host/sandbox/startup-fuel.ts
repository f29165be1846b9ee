import type { ConstantExpression, CoreModule, ElementSegment } from '../../wasm/core/core-module.ts'
import { OperatorCursor } from '../../wasm/core/operator-cursor.ts'
import { OP } from '../../wasm/core/operators.ts'
import type { CostTable } from './cost-table.ts'

/** Operators that are constants by themselves, `v128.const` among them. */
const PLAIN: ReadonlySet<number> = new Set([OP.i32Const, OP.i64Const, 0x43, 0x44, 0xfd00c])

/**
 * Fuel that instantiating a module uses besides its start function. The host's engine initializes modules by itself, free of
 * charge; `wasmtime-49` compiles a function for what is not plain: computed globals and offsets, segments of an imported memory or
 * table and others that cannot be laid out beforehand, the call of the start function. Its cost is an entry, an operator each, and a unit per element and
 * byte copied; what is counted behind its last call or copy is never billed.
 * @source host contract 6.3
 */
export function startupFuel(module: CoreModule, costs: CostTable): number {
  if (costs === 'wasmtime-45') return 0
  const globals = module.globals.filter(({ initial }) => !isPlain(initial)).map(({ initial }) => initial)
  const passive = module.elements.filter(({ mode }) => mode.kind === 'passive')
  const active = module.elements.filter(({ mode }) => mode.kind === 'active')
  const tables = importedCount(module, 'table')
  const firstComputed = active.findIndex(segment => !isLaidOut(segment, tables))
  const computed = firstComputed === -1 ? [] : active.slice(firstComputed)
  const data = module.data.filter(({ mode }) => mode.kind === 'active')
  const memories = importedCount(module, 'memory')
  const isDataComputed = data.some(
    ({ mode }) => mode.kind === 'active' && (mode.index < memories || !isPlain(mode.offset)),
  )
  const isNeeded = globals.length + passive.length + computed.length > 0 || isDataComputed
  if (!isNeeded && module.start === null) return 0
  let counted =
    sum(globals, operators) +
    sum(passive, itemOperators) +
    sum(computed, segment => offsetOperators(segment) + itemOperators(segment) + itemCount(segment))
  if (isDataComputed)
    return 1 + counted + sum(data, each => offsetOperators(each) + each.bytes.length) + startCall(module)
  // Data at plain offsets is mapped, not copied: the code that would bill what was counted is jumped over.
  if (data.some(each => each.bytes.length > 0)) counted = 0
  return 1 + (module.start === null ? 0 : counted) + startCall(module)
}

function startCall(module: CoreModule): number {
  return module.start === null ? 0 : 1
}

/** How many there are before the module's own. */
function importedCount(module: CoreModule, kind: 'table' | 'memory'): number {
  return module.imports.filter(({ description }) => description.kind === kind).length
}

function isLaidOut({ mode, items }: ElementSegment, importedTables: number): boolean {
  if (mode.kind !== 'active' || mode.index < importedTables || !isPlain(mode.offset)) return false
  return items.kind === 'functions' || items.list.every(item => item[0] === OP.refFunc)
}

function isPlain(expression: ConstantExpression): boolean {
  const cursor = new OperatorCursor(expression)
  cursor.next()
  return PLAIN.has(cursor.opcode) && operators(expression) === 1
}

/** Without the final `end`. */
function operators(expression: ConstantExpression): number {
  const cursor = new OperatorCursor(expression)
  let count = -1
  while (cursor.next()) count++
  return count
}

function offsetOperators({ mode }: Pick<ElementSegment, 'mode'>): number {
  return mode.kind === 'active' ? operators(mode.offset) : 0
}

function itemOperators({ items }: ElementSegment): number {
  return items.kind === 'functions' ? 0 : sum(items.list, operators)
}

function itemCount({ items }: ElementSegment): number {
  return items.kind === 'functions' ? items.indices.length : items.list.length
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
