import { WASM_PAGE_BYTES } from '../../../contract/limits.ts'
import { ByteReader } from '../../../wasm/byte-reader.ts'
import { ByteWriter } from '../../../wasm/byte-writer.ts'
import { readI32Constant } from '../../../wasm/core/constant-expression.ts'
import { memorySegments } from '../../../wasm/core/memory-segments.ts'
import { readCoreModule } from '../../../wasm/core/read-core-module.ts'
import { writeDataSection, writeMemorySection } from '../../../wasm/core/write-core-module.ts'
import { composeHostComponent } from './compose-host-component.ts'
import type { HostFunction } from './host-functions.ts'

const CUSTOM_SECTION = 0
const CORE_MODULE_SECTION = 1
const MEMORY_SECTION = 5
const DATA_SECTION = 11
const PREAMBLE_BYTES = 8

/**
 * Puts the memory of a plugin into the component of a recipe. Nothing but the memory and data sections of the core module changes.
 * @param recipe a component whose first section is its core module, without data
 */
export function assembleComponent(recipe: Uint8Array, image: Uint8Array): Uint8Array {
  const reader = new ByteReader(recipe, PREAMBLE_BYTES)
  if (reader.u8() !== CORE_MODULE_SECTION)
    throw new Error('the engine file does not begin with its core module')
  const core = fillMemory(reader.take(reader.u32()), image)
  const output = new ByteWriter(recipe.length + core.length)
  output.raw(recipe.subarray(0, PREAMBLE_BYTES)).u8(CORE_MODULE_SECTION).u32(core.length).raw(core)
  return output.raw(reader.take(reader.bytesLeft)).finish()
}

/**
 * Puts the memory of a plugin into the component of a recipe with host imports, and narrows the imports to these functions.
 * @param recipe a component whose first two sections are the core modules of a `HostEngine`
 */
export function assembleHostComponent(
  recipe: Uint8Array,
  image: Uint8Array,
  functions: readonly HostFunction[],
): Uint8Array {
  const reader = new ByteReader(recipe, PREAMBLE_BYTES)
  const modules: Uint8Array[] = []
  const customs = new ByteWriter()
  while (!reader.isAtEnd) {
    const start = reader.position
    const id = reader.u8()
    const section = reader.take(reader.u32())
    if (id === CORE_MODULE_SECTION) modules.push(section)
    if (id === CUSTOM_SECTION) customs.raw(recipe.subarray(start, reader.position))
  }
  const [memory, runtime] = modules
  const filled = fillMemory(memory!, withConstants(memory!, image))
  const component = composeHostComponent({ memory: filled, runtime: runtime! }, functions)
  return new ByteWriter(component.length + customs.byteLength).raw(component).raw(customs.view()).finish()
}

/** The image with the data of the module, which lies where an image has zeros. */
function withConstants(memory: Uint8Array, image: Uint8Array): Uint8Array {
  const whole = image.slice()
  for (const { mode, bytes } of readCoreModule(memory).data) {
    const address = mode.kind === 'active' ? readI32Constant(mode.offset) : null
    if (address === null || whole.subarray(address, address + bytes.length).some(byte => byte !== 0))
      throw new Error('the constants of the host calls do not fit into the memory')
    whole.set(bytes, address)
  }
  return whole
}

/** Copies a core module section by section, with the size of the image as its memory and its bytes as data. */
function fillMemory(core: Uint8Array, image: Uint8Array): Uint8Array {
  const reader = new ByteReader(core, PREAMBLE_BYTES)
  const output = new ByteWriter(core.length + image.length / 4).raw(core.subarray(0, PREAMBLE_BYTES))
  const pages = { min: image.length / WASM_PAGE_BYTES, max: null, is64: false, isShared: false }
  const customs = new ByteWriter()
  while (!reader.isAtEnd) {
    const start = reader.position
    const id = reader.u8()
    reader.take(reader.u32())
    const section = core.subarray(start, reader.position)
    if (id === CUSTOM_SECTION) customs.raw(section)
    else if (id === MEMORY_SECTION) writeMemorySection(output, [pages])
    else if (id !== DATA_SECTION) output.raw(section)
  }
  writeDataSection(output, memorySegments(image))
  return output.raw(customs.view()).finish()
}
