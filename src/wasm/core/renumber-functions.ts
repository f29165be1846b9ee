import type { CoreModule } from './core-module.ts'
import { OP } from './operators.ts'
import { rewriteBody } from './rewrite-body.ts'

/** True for an operator whose immediate is a function index. */
export function refersToFunction(opcode: number): boolean {
  return opcode === OP.call || opcode === OP.returnCall || opcode === OP.refFunc
}

/**
 * Gives functions new indices wherever they are named, in place: bodies, exports, elements and start. The functions themselves
 * are for the caller to move. Element segments with expressions are left alone.
 */
export function renumberFunctions(module: CoreModule, move: (index: number) => number): void {
  for (const body of module.bodies) {
    body.code = rewriteBody(body.code, (operator, output) => {
      if (!refersToFunction(operator.opcode)) return false
      output.u8(operator.opcode).u32(move(operator.immediate))
      return true
    })
  }
  for (const entry of module.exports) if (entry.kind === 'function') entry.index = move(entry.index)
  for (const { items } of module.elements)
    if (items.kind === 'functions') items.indices = items.indices.map(move)
  if (module.start !== null) module.start = move(module.start)
}
