import type { ComponentBinary, ComponentDefinition } from '../../wasm/component/component-binary.ts'
import { readComponentBinary } from '../../wasm/component/read-component-binary.ts'
import type { CompiledModule } from './link-scope.ts'
import { rewriteModule } from './rewrite-module.ts'
import type { SandboxLimits } from './sandbox-limits.ts'

/** A component read, rewritten and compiled; instances are made from it as often as needed. */
export interface LoadedComponent {
  readonly binary: ComponentBinary
  readonly modules: ReadonlyMap<ComponentDefinition, CompiledModule>
}

/**
 * Reads a component and compiles its core modules, rewritten.
 * @throws GuestFailure or WasmError for what cannot or must not be run
 * @source host contract 6.3, design 6
 */
export function loadComponent(bytes: Uint8Array, limits: SandboxLimits): LoadedComponent {
  const binary = readComponentBinary(bytes)
  const modules = new Map<ComponentDefinition, CompiledModule>()
  compileModules(binary, limits, modules)
  return { binary, modules }
}

function compileModules(
  binary: ComponentBinary,
  limits: SandboxLimits,
  modules: Map<ComponentDefinition, CompiledModule>,
): void {
  for (const definition of binary.definitions) {
    if (definition.kind === 'component') compileModules(definition.component, limits, modules)
    if (definition.kind !== 'core-module') continue
    const rewritten = rewriteModule(definition.bytes, limits)
    modules.set(definition, {
      module: rewritten.module,
      compiled: new WebAssembly.Module(rewritten.bytes),
    })
  }
}
