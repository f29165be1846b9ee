import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { RECIPE_FILES } from './recipe-files.ts'

export interface Recipe {
  readonly compiler: WebAssembly.Module
  /** The component without memory contents: the one without imports, or the one that calls host APIs. */
  readComponent(kind: 'component' | 'host'): Uint8Array
}

/** The engine runs for milliseconds: V8 would spend more on optimising its code than the optimised code saves. */
const NO_OPTIMISING = '--wasm-tiering-budget=2000000000'

/**
 * Loads the engines that ship with the tool.
 * @throws Error when they are not the ones that this version was built with
 */
export function loadRecipe(engineDir: string): Recipe {
  const read = (kind: keyof typeof RECIPE_FILES) => {
    const file = RECIPE_FILES[kind]
    const bytes = readFileSync(join(engineDir, file.name))
    const found = createHash('sha256').update(bytes).digest('hex')
    if (found !== file.sha256) throw new Error(`${file.name} is damaged: sha256 ${found}, not ${file.sha256}`)
    return bytes
  }
  const compiler = read('compiler')
  setFlagsFromString(NO_OPTIMISING)
  return { compiler: new WebAssembly.Module(compiler), readComponent: read }
}
