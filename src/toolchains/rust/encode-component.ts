import { pathToFileURL } from 'node:url'
import type * as WasmTools from '@bytecodealliance/jco-transpile/wasm-tools'
import { asset } from '../../assets.io.ts'
import type { CoreModule } from '../../wasm/core/core-module.ts'
import { writeCoreModule } from '../../wasm/core/write-core-module.ts'

/** Says which compiler made it; `component-type` is what the encoder works from. */
const KEPT_SECTIONS = /^(producers$|component-type)/

/** A component, or what the encoder says against the module, in several lines. */
export type Encoding =
  | { readonly ok: true; readonly component: Uint8Array }
  | { readonly ok: false; readonly reason: string }

/**
 * Wraps a core module that wit-bindgen prepared into a component, with no adapter. Imports that the module does not use are left out.
 * @param module changed: names and debugging information are removed
 */
export async function encodeComponent(module: CoreModule): Promise<Encoding> {
  module.customs = module.customs.filter(({ name }) => KEPT_SECTIONS.test(name))
  const tools: typeof WasmTools = await import(pathToFileURL(asset('dist/wasm-tools/wasm-tools.js')).href)
  try {
    return { ok: true, component: await tools.componentNew(writeCoreModule(module)) }
  } catch (error) {
    const reason = (error as { readonly payload?: unknown }).payload
    if (typeof reason !== 'string') throw error
    return { ok: false, reason }
  }
}
