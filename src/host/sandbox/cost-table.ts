import { OP } from '../../wasm/core/operators.ts'

/**
 * How an engine release bills fuel. `wasmtime-45` is the host's engine; `wasmtime-49` bills bulk operations and growth
 * by their length on top.
 * @source host contract 6.3
 */
export type CostTable = 'wasmtime-45' | 'wasmtime-49'

/** What metering does at an operator. */
export const METER = {
  nothing: 0,
  /** Bill what came before: control may leave the straight line here. */
  bill: 1,
  /** Bill and publish the count: the function is left for good. */
  leave: 2,
  /** Bill and publish before, read the count again after. */
  call: 3,
  /** Bill before, check for exhaustion after. */
  loop: 4,
  /** The index of a global moves. */
  global: 5,
} as const

const FREE = [OP.nop, OP.drop, OP.block, OP.loop, OP.unreachable, OP.return, OP.else, OP.end]

/** Fuel of the one-byte operators; prefixed ones cost 1. @source host contract 6.3 */
export const OPERATOR_COST: Uint8Array = new Uint8Array(256).fill(1)
for (const opcode of FREE) OPERATOR_COST[opcode] = 0

/** One of `METER` for each one-byte operator. */
export const OPERATOR_METER: Uint8Array = new Uint8Array(256)
const assign = (action: number, opcodes: readonly number[]) => {
  for (const opcode of opcodes) OPERATOR_METER[opcode] = action
}
assign(METER.bill, [OP.if, OP.else, OP.end, OP.br, OP.brIf, OP.brTable])
assign(METER.leave, [OP.unreachable, OP.return, OP.returnCall, OP.returnCallIndirect])
assign(METER.call, [OP.call, OP.callIndirect])
assign(METER.loop, [OP.loop])
assign(METER.global, [OP.globalGet, OP.globalSet])

/** Operators whose last operand is a length that `wasmtime-49` bills. */
const BILLED_BY_LENGTH: ReadonlySet<number> = new Set([
  OP.memoryGrow,
  OP.memoryInit,
  OP.memoryCopy,
  OP.memoryFill,
  OP.tableInit,
  OP.tableCopy,
  OP.tableGrow,
  OP.tableFill,
])

export function isBilledByLength(opcode: number, costs: CostTable): boolean {
  return costs === 'wasmtime-49' && BILLED_BY_LENGTH.has(opcode)
}
