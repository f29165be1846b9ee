import { ByteWriter } from '../byte-writer.ts'
import { i32Constant } from './constant-expression.ts'
import { type CoreModule, type FunctionBody, VALUE_TYPE } from './core-module.ts'
import { OperatorCursor } from './operator-cursor.ts'
import { OP } from './operators.ts'
import { rewriteBody } from './rewrite-body.ts'

const NO_RESULT = 0x40

/**
 * Bounds the work of a module, in place: every turn of a loop and every entry of a function that calls others takes one step from
 * a mutable i32 global, exported under `exportName`, and the step that finds zero traps. The count is the same on every machine.
 * The global starts at zero: the embedder sets it before each call.
 */
export function countSteps(module: CoreModule, exportName: string): void {
  const imported = module.imports.filter(entry => entry.description.kind === 'global').length
  const index = imported + module.globals.length
  module.globals.push({ type: { value: VALUE_TYPE.i32, isMutable: true }, initial: i32Constant(0) })
  module.exports.push({ name: exportName, kind: 'global', index })
  const step = stepCode(index)
  module.bodies = module.bodies.map(body => withSteps(body, step))
}

function stepCode(index: number): Uint8Array {
  const output = new ByteWriter()
  output.u8(OP.globalGet).u32(index).u8(OP.i32Eqz)
  output.u8(OP.if).u8(NO_RESULT).u8(OP.unreachable).u8(OP.end)
  output.u8(OP.globalGet).u32(index).u8(OP.i32Const).s32(1).u8(OP.i32Sub)
  return output.u8(OP.globalSet).u32(index).finish()
}

function withSteps(body: FunctionBody, step: Uint8Array): FunctionBody {
  const code = rewriteBody(body.code, (operator, output) => {
    if (operator.opcode !== OP.loop) return false
    output.raw(body.code.subarray(operator.start, operator.position)).raw(step)
    return true
  })
  return callsOthers(body.code)
    ? { locals: body.locals, code: new ByteWriter(step.length + code.length).raw(step).raw(code).finish() }
    : { ...body, code }
}

function callsOthers(code: Uint8Array): boolean {
  const cursor = new OperatorCursor(code)
  const calls: readonly number[] = [OP.call, OP.callIndirect, OP.returnCall, OP.returnCallIndirect]
  while (cursor.next()) if (calls.includes(cursor.opcode)) return true
  return false
}
