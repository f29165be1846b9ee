import { missingFeatures } from '../../component/node-support.ts'
import type { CoreModule } from '../../wasm/core/core-module.ts'
import { readCoreModule } from '../../wasm/core/read-core-module.ts'
import { writeCoreModule } from '../../wasm/core/write-core-module.ts'
import type { ItemBudget } from '../../wasm/item-budget.ts'
import { admitModule } from './admit-module.ts'
import { GuestFailure } from './guest-failure.ts'
import { meterModule } from './meter-module.ts'
import type { SandboxLimits } from './sandbox-limits.ts'

/**
 * Makes a core module safe to compile: admitted, clamped, metered. The original is validated first, because new locals,
 * globals and blocks could make wrong indices valid.
 * @param budget bounds what all modules of a component are when they are read
 * @returns the module as it was, with clamped sizes and shifted globals, and the bytes to compile
 * @throws GuestFailure, or WasmError for bytes that are not a module
 */
export function rewriteModule(
  bytes: Uint8Array,
  limits: SandboxLimits,
  budget?: ItemBudget,
): { readonly module: CoreModule; readonly bytes: Uint8Array } {
  const module = readCoreModule(bytes, budget)
  admitModule(module, limits)
  if (!WebAssembly.validate(bytes)) throw invalid(module)
  meterModule(module, limits.costs)
  return { module, bytes: writeCoreModule(module) }
}

/** The host's engine may take what this Node knows nothing of. */
function invalid(module: CoreModule): GuestFailure {
  const missing = missingFeatures(module)
  if (missing.length === 0)
    return new GuestFailure({ kind: 'refused', message: 'the core module is not valid WebAssembly' })
  const message = `the core module uses ${missing.join(' and ')}, which Node ${process.versions.node} lacks`
  return new GuestFailure({ kind: 'runner-cannot', message })
}
