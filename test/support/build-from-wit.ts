import { componentEmbed, componentNew } from '@bytecodealliance/jco-transpile/wasm-tools'

/** A component of the standard encoder for a world in WIT text: all imports and exports are there, every function traps. */
export async function buildFromWit(witSource: string, world: string): Promise<Uint8Array> {
  return componentNew(await componentEmbed({ witSource, world, dummy: true }))
}

/** A component of the standard encoder around a core module. */
export async function buildAround(binary: Uint8Array, witSource: string, world: string): Promise<Uint8Array> {
  return componentNew(await componentEmbed({ binary, witSource, world }))
}
