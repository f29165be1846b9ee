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

const LINKED_QUICKJS = /^componentize_qjs_runtime\b/

/** Words of producers that name what runs the author's code, in the order in which they decide. */
const ENGINES: readonly (readonly [pattern: RegExp, engine: string])[] = [
  [/qjs|quickjs/i, 'quickjs'],
  [/starling|componentize-?js/i, 'starlingmonkey'],
  [/^(cpython|componentize-py)/i, 'cpython'],
  [/tinygo/i, 'tinygo'],
  [/^(rust|rustc)$/i, 'rust'],
]

/**
 * The engine or language that the producers name, or null. Engines linked as libraries leave their name in what the core
 * modules import and export instead.
 */
export function engineOf(
  producers: readonly ProducerFact[],
  coreModules: readonly CoreModuleFacts[],
): string | null {
  const linked = coreModules.flatMap(({ imports, exports }) => [...imports, ...exports])
  if (linked.some(({ name }) => LINKED_QUICKJS.test(name))) return 'quickjs'
  const found = ENGINES.find(([pattern]) => producers.some(({ name }) => pattern.test(name)))
  return found ? found[1] : null
}
