import { METER_IMPORT, meterModule } from '../../src/host/sandbox/meter-module.ts'
import { readCoreModule } from '../../src/wasm/core/read-core-module.ts'
import { writeCoreModule } from '../../src/wasm/core/write-core-module.ts'
import { coreModuleOf, PluginInstance } from './call-component.ts'

const PLENTY = 1_000_000_000n

/** Fuel of one call in a fresh instance, counted as the host's engine does, and the answer. */
export function measureFuel(
  component: Uint8Array,
  tool: string,
  input: unknown,
): { fuel: number; summary: string } {
  const module = readCoreModule(coreModuleOf(component))
  meterModule(module, 'wasmtime-45')
  const fuel = new WebAssembly.Global({ value: 'i64', mutable: true }, PLENTY)
  const reason = new WebAssembly.Global({ value: 'i32', mutable: true }, 0)
  const compiled = new WebAssembly.Module(writeCoreModule(module))
  const instance = new PluginInstance(compiled, { [METER_IMPORT]: { fuel, reason } })
  const { summary } = instance.call(tool, input)
  return { fuel: Number(PLENTY - BigInt(fuel.value)), summary }
}
