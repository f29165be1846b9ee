import { pathToFileURL } from 'node:url'
import type * as WasmTools from '@bytecodealliance/jco-transpile/wasm-tools'
import { asset } from '../../assets.io.ts'
import type { CoreModule } from '../../wasm/core/core-module.ts'
import { writeCoreModule } from '../../wasm/core/write-core-module.ts'

/** Says which compiler made it; `component-type` is what the encoder works from. */
const KEPT_SECTIONS = /^(producers$|component-type)/

/**
 * Wraps a core module that wit-bindgen prepared into a component, with no adapter. Imports that the module does not use are left out.
 * @param module changed: names and debugging information are removed
 */
export async function encodeComponent(module: CoreModule): Promise<Uint8Array> {
  module.customs = module.customs.filter(({ name }) => KEPT_SECTIONS.test(name))
  const tools: typeof WasmTools = await import(pathToFileURL(asset('dist/wasm-tools/wasm-tools.js')).href)
  return tools.componentNew(writeCoreModule(module))
}
