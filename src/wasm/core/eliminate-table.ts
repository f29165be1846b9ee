import { ByteWriter } from '../byte-writer.ts'
import { WasmError } from '../wasm-error.ts'
import {
  type CoreModule,
  type FunctionType,
  functionType,
  importedFunctionCount,
  VALUE_TYPE,
} from './core-module.ts'
import { functionTypeKey, typeIndexOf } from './function-types.ts'
import { OP } from './operators.ts'
import { rewriteBody } from './rewrite-body.ts'
import { readStaticTable } from './static-table.ts'

const NO_RESULT = 0x40

const TABLE_OPERATORS: ReadonlySet<number> = new Set([
  OP.tableGet,
  OP.tableSet,
  OP.refFunc,
  OP.tableInit,
  OP.elementDrop,
  OP.tableCopy,
  OP.tableGrow,
  OP.tableSize,
  OP.tableFill,
])

/**
 * Removes the table of a module, in place: an indirect call becomes a call of a dispatch function, which branches on the slot to
 * a direct call. A slot that is empty or holds another signature traps, as before.
 * @throws WasmError when the table can change at run time or is seen from outside under another name than an export, which is dropped
 */
export function eliminateTable(module: CoreModule): void {
  const dispatchers = new Dispatchers(module, readStaticTable(module))
  const bodies = [...module.bodies]
  for (const body of bodies) {
    body.code = rewriteBody(body.code, (operator, output) => {
      const { opcode, immediate } = operator
      if (TABLE_OPERATORS.has(opcode)) {
        throw new WasmError('unsupported', 'the table is read or changed at run time', operator.start)
      }
      if (opcode !== OP.callIndirect && opcode !== OP.returnCallIndirect) return false
      const isTail = opcode === OP.returnCallIndirect
      output.u8(isTail ? OP.returnCall : OP.call).u32(dispatchers.indexFor(immediate))
      return true
    })
  }
  module.tables = []
  module.elements = []
  module.exports = module.exports.filter(entry => entry.kind !== 'table')
}

/** Appends one dispatch function per signature that is called indirectly. */
class Dispatchers {
  private readonly known = new Map<string, number>()

  constructor(
    private readonly module: CoreModule,
    private readonly table: ReadonlyMap<number, number>,
  ) {}

  indexFor(typeIndex: number): number {
    const type = this.module.types[typeIndex]!
    const key = functionTypeKey(type)
    const index = this.known.get(key) ?? this.append(type, key)
    this.known.set(key, index)
    return index
  }

  private append(type: FunctionType, key: string): number {
    const { module } = this
    const targets = [...this.table]
      .filter(([, index]) => functionTypeKey(functionType(module, index)!) === key)
      .sort(([left], [right]) => left - right)
    const ownType = { params: [...type.params, VALUE_TYPE.i32], results: type.results }
    module.functions.push(typeIndexOf(module, ownType))
    module.bodies.push({ locals: [], code: dispatchCode(type.params.length, targets) })
    return importedFunctionCount(module) + module.bodies.length - 1
  }
}

/** `slot` is the last parameter; blocks nest so that label n leaves to the call of target n, the outermost to the trap. */
function dispatchCode(parameters: number, targets: readonly (readonly [number, number])[]): Uint8Array {
  const output = new ByteWriter(256)
  if (targets.length === 0) return output.u8(OP.unreachable).u8(OP.end).finish()
  const functions = [...new Set(targets.map(([, index]) => index))]
  const labelOf = new Map(functions.map((index, label) => [index, label]))
  const first = targets[0]![0]
  const last = targets.at(-1)![0]
  const bySlot = new Map(targets)
  const trapLabel = functions.length
  for (let depth = 0; depth <= trapLabel; depth++) output.u8(OP.block).u8(NO_RESULT)
  output.u8(OP.localGet).u32(parameters)
  if (first > 0) output.u8(OP.i32Const).s32(first).u8(OP.i32Sub)
  output.u8(OP.brTable).u32(last - first + 1)
  for (let slot = first; slot <= last; slot++) {
    const index = bySlot.get(slot)
    output.u32(index === undefined ? trapLabel : labelOf.get(index)!)
  }
  output.u32(trapLabel).u8(OP.end)
  for (const index of functions) {
    for (let parameter = 0; parameter < parameters; parameter++) output.u8(OP.localGet).u32(parameter)
    output.u8(OP.call).u32(index).u8(OP.return).u8(OP.end)
  }
  return output.u8(OP.unreachable).u8(OP.end).finish()
}
