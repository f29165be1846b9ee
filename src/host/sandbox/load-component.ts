import type { ComponentBinary, ComponentDefinition } from '../../wasm/component/component-binary.ts'
import { readComponentBinary } from '../../wasm/component/read-component-binary.ts'
import { readModuleWithoutBodies } from '../../wasm/core/read-core-module.ts'
import { ItemBudget } from '../../wasm/item-budget.ts'
import { WasmError } from '../../wasm/wasm-error.ts'
import { refuse } from './guest-failure.ts'
import type { CompiledModule } from './link-scope.ts'
import { rewriteModule } from './rewrite-module.ts'
import { ADMISSION_LIMITS, type SandboxLimits } from './sandbox-limits.ts'
import { startupFuel } from './startup-fuel.ts'

/** A component read, rewritten and compiled; instances are made from it as often as needed. */
export interface LoadedComponent {
  readonly binary: ComponentBinary
  readonly modules: ReadonlyMap<ComponentDefinition, CompiledModule>
  /** The rewritten core modules in their order, for a cache; null when they came from one. */
  readonly rewritten: readonly Uint8Array[] | null
}

/**
 * Reads a component and compiles its core modules, rewritten.
 * @param known the rewritten modules, when an earlier load with the same limits made them; ignored when they cannot be used
 * @throws GuestFailure or WasmError for what cannot or must not be run
 * @source host contract 6.3, design 6
 */
export function loadComponent(
  bytes: Uint8Array,
  limits: SandboxLimits,
  known: readonly Uint8Array[] | null = null,
): LoadedComponent {
  const budget = new ItemBudget()
  const binary = readComponentBinary(bytes, budget)
  const definitions = coreModulesOf(binary)
  const usable = known?.length === definitions.length ? compileKnown(known, limits) : null
  const modules = new Map<ComponentDefinition, CompiledModule>()
  const rewritten: Uint8Array[] = []
  for (const [index, definition] of definitions.entries()) {
    const kept = usable?.[index]
    const code = kept ?? rewriteModule(definition.bytes, limits, budget)
    rewritten.push(code.bytes)
    admitSize(rewritten)
    modules.set(definition, kept ?? compile(code, limits))
  }
  return { binary, modules, rewritten: usable === null ? rewritten : null }
}

function admitSize(rewritten: readonly Uint8Array[]): void {
  const most = ADMISSION_LIMITS.rewrittenBytes
  const bytes = rewritten.reduce((sum, module) => sum + module.length, 0)
  if (bytes > most)
    refuse(`the component is too large to meter: ${bytes} bytes of core modules, more than ${most}`)
}

type Rewritten = ReturnType<typeof rewriteModule>

function compile(code: Rewritten, { costs }: SandboxLimits): Rewritten & CompiledModule {
  return {
    ...code,
    compiled: new WebAssembly.Module(code.bytes),
    startupFuel: startupFuel(code.module, costs),
  }
}

/** @returns null when one of them is nothing that this Node compiles: a cache says nothing about the component */
function compileKnown(
  known: readonly Uint8Array[],
  limits: SandboxLimits,
): (Rewritten & CompiledModule)[] | null {
  try {
    return known.map(bytes => compile({ module: readModuleWithoutBodies(bytes), bytes }, limits))
  } catch (error) {
    if (error instanceof WasmError || error instanceof WebAssembly.CompileError) return null
    throw error
  }
}

/** Nested ones included, in the order in which they are written. */
function coreModulesOf(binary: ComponentBinary): Extract<ComponentDefinition, { kind: 'core-module' }>[] {
  return binary.definitions.flatMap(definition => {
    if (definition.kind === 'component') return coreModulesOf(definition.component)
    return definition.kind === 'core-module' ? [definition] : []
  })
}
