import { readFileSync } from 'node:fs'
import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { asset } from '../../src/assets.io.ts'

/** Text format (component or core module) to bytes. The assembler checks syntax and names, not types. */
export function assemble(text: string): Promise<Uint8Array> {
  return parse(text)
}

/** A guest of test/guests by its file name, as bytes. */
export function assembleGuest(name: string): Promise<Uint8Array> {
  return assemble(readFileSync(asset(`test/guests/${name}`), 'utf8'))
}
