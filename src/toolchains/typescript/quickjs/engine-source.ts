import { createHash } from 'node:crypto'
import type { CoreModule } from '../../../wasm/core/core-module.ts'
import { readCoreModule } from '../../../wasm/core/read-core-module.ts'

/** The engine that recipe 1 is made from: npm `quickjs-wasi`, pinned to one build by content. */
export const ENGINE_SOURCE = {
  package: 'quickjs-wasi',
  version: '3.6.2',
  sha256: 'd4c9375f2b1ca4dc95f72c8aa2982a7a9951ac8011490d79c6582df732b4bbd9',
} as const

/**
 * Reads `quickjs.wasm` after checking that it is the pinned build: the recipe relies on its memory layout.
 * @throws Error when it is another build
 */
export function readEngineSource(bytes: Uint8Array): CoreModule {
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== ENGINE_SOURCE.sha256) {
    throw new Error(`quickjs.wasm has sha256 ${found}; recipe 1 needs ${ENGINE_SOURCE.sha256}`)
  }
  return readCoreModule(bytes)
}
