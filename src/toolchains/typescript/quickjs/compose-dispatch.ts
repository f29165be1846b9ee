import { ByteWriter } from '../../../wasm/byte-writer.ts'
import { readI32Constant } from '../../../wasm/core/constant-expression.ts'
import type { CoreModule } from '../../../wasm/core/core-module.ts'
import { listOperators, type Operator } from '../../../wasm/core/list-operators.ts'
import { OperatorCursor } from '../../../wasm/core/operator-cursor.ts'
import { OP } from '../../../wasm/core/operators.ts'
import { type Replacement, replaceRanges } from '../../../wasm/core/replace-ranges.ts'
import { WasmError } from '../../../wasm/wasm-error.ts'

const BYTECODES = 256

/** The interpreter's dispatch: the bytecode selects a word of a constant table, which less a constant selects a label. */
const DISPATCH = [OP.localTee, OP.i32Const, OP.i32Shl, OP.i32Load, OP.i32Const, OP.i32Sub, OP.brTable]

/**
 * Composes both steps of the interpreter's dispatch into one `br_table` over the bytecode, in place: five operators less each.
 * @throws WasmError when the module does not have exactly one such place
 */
export function composeDispatch(module: CoreModule): void {
  let places = 0
  for (const body of module.bodies) {
    const replacement = findDispatch(module, body.code)
    if (replacement === null) continue
    body.code = replaceRanges(body.code, [replacement])
    places++
  }
  if (places !== 1) throw new WasmError('unsupported', `${places} interpreter dispatches, not one`, 0)
}

function findDispatch(module: CoreModule, code: Uint8Array): Replacement | null {
  const operators = listOperators(code)
  const index = operators.findIndex((_, at) => isDispatch(operators.slice(at, at + DISPATCH.length)))
  if (index < 0) return null
  const [tee, , , load, base] = operators.slice(index)
  const table = operators[index + DISPATCH.length - 1]!
  const address = memoryOffset(code, load!)
  const labels = labelsOf(code, table)
  const output = new ByteWriter(1024).raw(code.subarray(tee!.start, tee!.end)).u8(OP.brTable).u32(BYTECODES)
  for (let bytecode = 0; bytecode < BYTECODES; bytecode++) {
    const selector = (constantWord(module, address + bytecode * 4) - base!.immediate) >>> 0
    output.u32(labels[Math.min(selector, labels.length - 1)]!)
  }
  output.u32(labels.at(-1)!)
  return { start: tee!.start, end: table.end, code: output.finish() }
}

function isDispatch(operators: readonly Operator[]): boolean {
  return (
    operators.length === DISPATCH.length &&
    operators.every((operator, at) => operator.opcode === DISPATCH[at]) &&
    operators[1]!.immediate === 2 &&
    operators.at(-1)!.immediate > 100
  )
}

/** The offset of a load: the second number of its memory argument. */
function memoryOffset(code: Uint8Array, load: Operator): number {
  let offset = 0
  const bytes = code.subarray(load.start + 2, load.end)
  bytes.forEach((byte, index) => {
    offset |= (byte & 0x7f) << (7 * index)
  })
  return offset
}

/** Default last. */
function labelsOf(code: Uint8Array, table: Operator): readonly number[] {
  const cursor = new OperatorCursor(code, table.start)
  cursor.next()
  return cursor.labels()
}

/** A word of the module's initial memory. */
function constantWord(module: CoreModule, address: number): number {
  for (const { mode, bytes } of module.data) {
    const start = mode.kind === 'active' ? readI32Constant(mode.offset) : null
    if (start === null || address < start || address + 4 > start + bytes.length) continue
    return new DataView(bytes.buffer, bytes.byteOffset).getInt32(address - start, true)
  }
  throw new WasmError('unsupported', `no constant data at ${address}`, 0)
}
