import type { CoreModule } from '../wasm/core/core-module.ts'
import type { CoreModuleFacts, Refusal } from './component-facts.ts'

/** Facts of a core module that was read. @param offset where it starts in the artifact */
export function coreModuleFacts(module: CoreModule, offset: number, byteLength: number): CoreModuleFacts {
  return {
    offset,
    byteLength,
    codeBytes: module.bodies.reduce((sum, body) => sum + body.code.length, 0),
    dataBytes: module.data.reduce((sum, segment) => sum + segment.bytes.length, 0),
    functions: module.bodies.length,
    imports: module.imports.map(entry => ({
      module: entry.module,
      name: entry.name,
      kind: entry.description.kind,
    })),
    exports: module.exports.map(({ name, kind }) => ({ name, kind })),
    memories: module.memories.map(({ min, max, isShared, is64 }) => ({
      minPages: min,
      maxPages: max,
      isShared,
      is64,
    })),
    tables: module.tables.map(({ limits }) => ({ minElements: limits.min, maxElements: limits.max })),
    customSections: module.customs.map(({ name, bytes }) => ({ name, byteLength: bytes.length })),
  }
}

/** Facts of a core module that could not be read. */
export function refusedModuleFacts(offset: number, byteLength: number, refusal: Refusal): CoreModuleFacts {
  return {
    offset,
    byteLength,
    codeBytes: 0,
    dataBytes: 0,
    functions: 0,
    imports: [],
    exports: [],
    memories: [],
    tables: [],
    customSections: [],
    refusal,
  }
}
