import type { CoreModule } from './core-module.ts'
import { OP } from './operators.ts'
import { rewriteBody } from './rewrite-body.ts'

/** Turns every call of the function `from` into a call of `to`, which has the same type, in place. */
export function redirectCalls(module: CoreModule, from: number, to: number): void {
  for (const body of module.bodies) {
    body.code = rewriteBody(body.code, (operator, output) => {
      if (operator.opcode !== OP.call || operator.immediate !== from) return false
      output.u8(OP.call).u32(to)
      return true
    })
  }
}
