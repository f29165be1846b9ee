import { ByteReader } from '../wasm/byte-reader.ts'
import { WasmError } from '../wasm/wasm-error.ts'
import type { CoreModuleFacts, ProducerFact } from './component-facts.ts'

/** Name of the section that toolchains sign with. @source WebAssembly tool conventions, ProducersSection.md */
export const PRODUCERS_SECTION = 'producers'

/** More entries than any chain of tools leaves. */
const MAX_PRODUCERS = 200

/** Reads the content of a `producers` section; one that breaks its format tells nothing, which is no error. */
export function readProducers(content: Uint8Array): ProducerFact[] {
  try {
    const fields = new ByteReader(content).vector(reader => ({
      field: reader.name(),
      values: reader.vector(item => ({ name: item.name(), version: item.name() })),
    }))
    return fields
      .flatMap(({ field, values }) => values.map(value => ({ field, ...value })))
      .slice(0, MAX_PRODUCERS)
  } catch (error) {
    if (error instanceof WasmError) return []
    throw error
  }
}

/** Engines linked as libraries: their names, and what of them the core modules import and export. */
const LINKED: readonly (readonly [pattern: RegExp, engine: string])[] = [
  [/^componentize_qjs_runtime\b/, 'quickjs'],
  [/^(PyInit_componentize_py_runtime$|libcomponentize_py_runtime\b)/, 'cpython'],
]

/** Words of producers that name what runs the author's code, in the order in which they decide. */
const ENGINES: readonly (readonly [pattern: RegExp, engine: string])[] = [
  [/qjs|quickjs/i, 'quickjs'],
  [/starling|componentize-?js/i, 'starlingmonkey'],
  [/^(cpython|componentize-py)/i, 'cpython'],
  [/tinygo/i, 'tinygo'],
  [/^go$/i, 'go'],
  [/^(rust|rustc)$/i, 'rust'],
  [/^(c|c11|c17|c_plus_plus.*|clang)$/i, 'c'],
]

/**
 * The engine or language of the plugin's own code, or null.
 * @param producers of the component and of its largest core module: the small ones are adapters, which are written in
 * another language than the plugin more often than not
 */
export function engineOf(
  producers: readonly ProducerFact[],
  coreModules: readonly CoreModuleFacts[],
): string | null {
  const names = coreModules
    .flatMap(({ imports, exports }) => [...imports, ...exports])
    .map(({ name }) => name)
  const linked = LINKED.find(([pattern]) => names.some(name => pattern.test(name)))
  const found = linked ?? ENGINES.find(([pattern]) => producers.some(({ name }) => pattern.test(name)))
  return found ? found[1] : null
}
