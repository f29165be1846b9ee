import { WASM_PAGE_BYTES } from '../../../contract/limits.ts'
import { ByteReader } from '../../../wasm/byte-reader.ts'
import { ByteWriter } from '../../../wasm/byte-writer.ts'
import { memorySegments } from '../../../wasm/core/memory-segments.ts'
import { writeDataSection, writeMemorySection } from '../../../wasm/core/write-core-module.ts'

const CORE_MODULE_SECTION = 1
const MEMORY_SECTION = 5
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
    if (id === 0) customs.raw(section)
    else if (id === MEMORY_SECTION) writeMemorySection(output, [pages])
    else output.raw(section)
  }
  writeDataSection(output, memorySegments(image))
  return output.raw(customs.view()).finish()
}
