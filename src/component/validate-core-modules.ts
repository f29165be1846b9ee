import type { ComponentBinary } from '../wasm/component/component-binary.ts'
import { readComponentBinary } from '../wasm/component/read-component-binary.ts'
import type { CoreModule } from '../wasm/core/core-module.ts'
import { OperatorCursor } from '../wasm/core/operator-cursor.ts'
import { readCoreModule } from '../wasm/core/read-core-module.ts'
import { WasmError } from '../wasm/wasm-error.ts'
import { detectFormat } from './detect-format.ts'
import { checkHostFeatures } from './host-features.ts'
import { canNodeJudge } from './node-support.ts'

/** `unknown`: this Node lacks a feature of the module that the host's engine has. */
export type ValidityVerdict = 'valid' | 'invalid' | 'unknown'

export interface ModuleValidity {
  /** Where the module starts in the artifact, and its size, in bytes. */
  readonly offset: number
  readonly byteLength: number
  readonly verdict: ValidityVerdict
  /** What is wrong, in one line; null for a valid module. */
  readonly reason: string | null
}

/**
 * Validates every core module of an artifact, function bodies included, under the features of the host's engine.
 * Takes some 20 ms per megabyte, so `readComponent` leaves it out. Nothing is kept or run.
 * @returns one entry per module, in the order of the file; none for what is neither a component nor a core module
 * @throws WasmError when the component around the modules cannot be read
 * @source host contract 6.3
 */
export function validateCoreModules(bytes: Uint8Array): ModuleValidity[] {
  const format = detectFormat(bytes)
  if (format === 'core-module') return [validate(bytes, 0)]
  return format === 'component' ? validateNested(readComponentBinary(bytes)) : []
}

function validateNested(binary: ComponentBinary): ModuleValidity[] {
  return binary.definitions.flatMap(definition => {
    if (definition.kind === 'core-module') return [validate(definition.bytes, definition.offset)]
    return definition.kind === 'component' ? validateNested(definition.component) : []
  })
}

function validate(bytes: Uint8Array, offset: number): ModuleValidity {
  const place = { offset, byteLength: bytes.length }
  try {
    const module = readCoreModule(bytes)
    checkHostFeatures(module)
    walkBodies(module)
    const fault = compileFault(bytes)
    if (fault === null) return { ...place, verdict: 'valid', reason: null }
    return { ...place, verdict: canNodeJudge(module) ? 'invalid' : 'unknown', reason: fault }
  } catch (error) {
    if (error instanceof WasmError) return { ...place, verdict: 'invalid', reason: error.reason }
    throw error
  }
}

/** The cursor refuses every operator outside the host's feature set. */
function walkBodies(module: CoreModule): void {
  for (const body of module.bodies) {
    const cursor = new OperatorCursor(body.code)
    while (cursor.next());
  }
}

/** Where V8's complaint points, in words of our own: its own differ from version to version. Null when all is well. */
function compileFault(bytes: Uint8Array): string | null {
  const source = bytes as Uint8Array<ArrayBuffer>
  if (WebAssembly.validate(source)) return null
  const message = complaint(source)
  const what = /^Compiling function #(\d+)/.exec(message)?.[1]
  const where = /@\+(\d+)$/.exec(message)?.[1]
  const subject = what === undefined ? 'the module' : `function ${what}`
  return `${subject} does not validate${where === undefined ? '' : ` (byte ${where} of the module)`}`
}

function complaint(source: Uint8Array<ArrayBuffer>): string {
  try {
    new WebAssembly.Module(source)
    return ''
  } catch (error) {
    return String(error instanceof Error ? error.message : error).replace(/^WebAssembly\.Module\(\): /, '')
  }
}
