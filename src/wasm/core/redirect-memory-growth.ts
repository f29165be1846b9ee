import type { CoreModule } from './core-module.ts'
import { importedFunctionCount } from './core-module.ts'
import { OP } from './operators.ts'
import { rewriteBody } from './rewrite-body.ts'

/** Turns every `memory.grow` into a call of the function `target`, in place; only `target` itself still grows memory. */
export function redirectMemoryGrowth(module: CoreModule, target: number): void {
  const own = module.bodies[target - importedFunctionCount(module)]
  for (const body of module.bodies) {
    if (body === own) continue
    body.code = rewriteBody(body.code, (operator, output) => {
      if (operator.opcode !== OP.memoryGrow) return false
      output.u8(OP.call).u32(target)
      return true
    })
  }
}
