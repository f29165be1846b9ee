import { ByteWriter } from '../../wasm/byte-writer.ts'
import {
  type ConstantExpression,
  type CoreModule,
  type ElementSegment,
  type FunctionType,
  type SegmentMode,
  VALUE_TYPE,
  type ValueType,
} from '../../wasm/core/core-module.ts'
import { OP } from '../../wasm/core/operators.ts'
import { rewriteBody } from '../../wasm/core/rewrite-body.ts'
import { CodeBuffer } from './code-buffer.ts'
import type { CostTable } from './cost-table.ts'
import { refuse } from './guest-failure.ts'
import { meterBody } from './meter-body.ts'
import { type MeterPieces, meterPieces } from './meter-pieces.ts'
import { ADMISSION_LIMITS } from './sandbox-limits.ts'

/** Metered code over plain code: 1.6 for QuickJS. */
const EXPECTED_GROWTH = 1.8

/** Import module of the two globals that metered code shares: `fuel` (i64, what is left) and `reason` (i32, `TRAP_REASON`). */
export const METER_IMPORT = 'yoi:meter'

/**
 * Rewrites a validated module in place so that it counts fuel exactly as the host's engine does.
 * Needs the imports `yoi:meter` `fuel` and `reason` afterwards. Custom sections are dropped: their indices would be wrong.
 * @throws GuestFailure for code that is too large with its meter
 */
export function meterModule(module: CoreModule, costs: CostTable): void {
  const importedGlobals = module.imports.filter(entry => entry.description.kind === 'global').length
  const resultBlock = resultBlocks(module.types)
  const piecesOf = piecesByLocal(importedGlobals)
  const scratch = new ByteWriter(16)
  const codeBytes = module.bodies.reduce((sum, body) => sum + body.code.length, 0)
  const output = new CodeBuffer(new Uint8Array(Math.ceil(codeBytes * EXPECTED_GROWTH) + 256))
  module.bodies = module.bodies.map((body, index) => {
    const type = module.types[module.functions[index]!]!
    const firstNewLocal = body.locals.reduce((sum, local) => sum + local.count, type.params.length)
    const pieces = piecesOf(firstNewLocal)
    const context = { costs, importedGlobals, resultBlock: resultBlock(type.results), pieces, scratch }
    const metered = meterBody(body, context, output)
    admitMetered(index, metered.code.length, output.length)
    return metered
  })
  moveGlobals(module, importedGlobals)
  module.imports.push(meterGlobal('fuel', VALUE_TYPE.i64), meterGlobal('reason', VALUE_TYPE.i32))
  module.customs = []
}

/** Some operators grow 25 times when they are metered, and so would what a compiler makes of them. */
function admitMetered(index: number, bodyBytes: number, moduleBytes: number): void {
  const { meteredBodyBytes, rewrittenBytes } = ADMISSION_LIMITS
  if (bodyBytes > meteredBodyBytes)
    refuse(`function body ${index} is too large to meter: ${bodyBytes} bytes, more than ${meteredBodyBytes}`)
  if (moduleBytes > rewrittenBytes)
    refuse(`the core module is too large to meter: more than ${rewrittenBytes} bytes`)
}

/** Functions with the same number of locals share the code to insert. */
function piecesByLocal(shared: number): (fuel: number) => MeterPieces {
  const known = new Map<number, MeterPieces>()
  return fuel => {
    const pieces = known.get(fuel) ?? meterPieces(fuel, shared)
    known.set(fuel, pieces)
    return pieces
  }
}

function meterGlobal(name: string, value: ValueType): CoreModule['imports'][number] {
  return { module: METER_IMPORT, name, description: { kind: 'global', global: { value, isMutable: true } } }
}

/** Block types without parameters; several results need an entry of their own in the type section. */
function resultBlocks(types: FunctionType[]): (results: readonly ValueType[]) => Uint8Array {
  const known = new Map<string, Uint8Array>()
  return results => {
    if (results.length === 0) return Uint8Array.of(0x40)
    if (results.length === 1) return Uint8Array.of(results[0]!)
    const key = results.join()
    const block =
      known.get(key) ?? new ByteWriter().s64(BigInt(types.push({ params: [], results }) - 1)).finish()
    known.set(key, block)
    return block
  }
}

function moveGlobals(module: CoreModule, firstMoved: number): void {
  const move = (expression: ConstantExpression): ConstantExpression => {
    // Most are one constant; modules have a thousand of them.
    if (!expression.includes(OP.globalGet)) return expression
    return rewriteBody(expression, (operator, output) => {
      if (operator.opcode !== OP.globalGet || operator.immediate < firstMoved) return false
      output.u8(OP.globalGet).u32(operator.immediate + 2)
      return true
    })
  }
  const moveMode = (mode: SegmentMode): SegmentMode =>
    mode.kind === 'active' ? { ...mode, offset: move(mode.offset) } : mode
  const moveItems = (items: ElementSegment['items']): ElementSegment['items'] =>
    items.kind === 'expressions' ? { kind: 'expressions', list: items.list.map(move) } : items
  module.globals = module.globals.map(global => ({ ...global, initial: move(global.initial) }))
  module.data = module.data.map(segment => ({ ...segment, mode: moveMode(segment.mode) }))
  module.elements = module.elements.map(segment => ({
    ...segment,
    mode: moveMode(segment.mode),
    items: moveItems(segment.items),
  }))
  for (const entry of module.exports) {
    if (entry.kind === 'global' && entry.index >= firstMoved) entry.index += 2
  }
}
