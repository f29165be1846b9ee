import { ByteReader } from '../byte-reader.ts'
import { ITEMS_PER_BODY, ITEMS_PER_SECTION, ItemBudget } from '../item-budget.ts'
import { WasmError } from '../wasm-error.ts'
import type { CoreModule, FunctionBody } from './core-module.ts'
import { readData, readElement } from './read-segments.ts'
import {
  readConstantExpression,
  readExport,
  readFunctionType,
  readGlobalType,
  readImport,
  readLimits,
  readTableType,
  readValueType,
} from './read-types.ts'

const MAGIC = [0x00, 0x61, 0x73, 0x6d]
const CORE_VERSION = [0x01, 0x00, 0x00, 0x00]

const CODE_SECTION = 10
/** Order in which sections must come; the data count (12) stands before code. */
const SECTION_ORDER = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11]

/** True when the bytes begin like a core module of version 1. */
export function isCoreModule(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && [...MAGIC, ...CORE_VERSION].every((byte, index) => bytes[index] === byte)
}

/**
 * Reads a core module whole. Function bodies are views into `bytes`, not copies.
 * @param budget shared by all modules of one file, to bound their parsed size together
 * @throws WasmError for broken bytes and for features outside contract 6.3 (GC types, exceptions, tags)
 */
export function readCoreModule(bytes: Uint8Array, budget = new ItemBudget()): CoreModule {
  const module = readSections(bytes, budget, readSection)
  if (module.functions.length !== module.bodies.length)
    throw new WasmError(
      'malformed',
      `${module.functions.length} functions are declared and ${module.bodies.length} have a body`,
      bytes.length,
    )
  return module
}

/** The same without function bodies, in a fraction of the time: for modules that were read whole before. */
export function readModuleWithoutBodies(bytes: Uint8Array): CoreModule {
  return readSections(bytes, new ItemBudget(), (module, id, section) => {
    if (id === CODE_SECTION) section.take(section.bytesLeft)
    else readSection(module, id, section)
  })
}

type SectionReader = (module: CoreModule, id: number, section: ByteReader) => void

function readSections(bytes: Uint8Array, budget: ItemBudget, read: SectionReader): CoreModule {
  if (!isCoreModule(bytes)) throw new WasmError('malformed', 'not a core module of version 1', 0)
  const reader = new ByteReader(bytes, 8, bytes.length, budget)
  const module = emptyModule()
  let lastRank = -1
  while (!reader.isAtEnd) {
    const at = reader.position
    const id = reader.u8()
    const section = reader.window(reader.u32())
    section.spend(id === 0 ? ITEMS_PER_SECTION : 1)
    if (id !== 0) {
      const rank = SECTION_ORDER.indexOf(id)
      if (rank < 0) throw new WasmError('unsupported', `section ${id}`, at)
      if (rank <= lastRank) throw new WasmError('malformed', `section ${id} is out of order or doubled`, at)
      lastRank = rank
    }
    read(module, id, section)
    if (!section.isAtEnd) throw section.malformed(`section ${id} is longer than its content`)
  }
  return module
}

function emptyModule(): CoreModule {
  return {
    types: [],
    imports: [],
    functions: [],
    tables: [],
    memories: [],
    globals: [],
    exports: [],
    start: null,
    elements: [],
    dataCount: null,
    bodies: [],
    data: [],
    customs: [],
  }
}

function readSection(module: CoreModule, id: number, section: ByteReader): void {
  switch (id) {
    case 0:
      module.customs.push({ name: section.name(), bytes: section.take(section.bytesLeft) })
      return
    case 1:
      module.types = section.vector(readFunctionType)
      return
    case 2:
      module.imports = section.vector(readImport)
      return
    case 3:
      module.functions = section.vector(reader => reader.u32())
      return
    case 4:
      module.tables = section.vector(readTableType)
      return
    case 5:
      module.memories = section.vector(readLimits)
      return
    case 6:
      module.globals = section.vector(reader => ({
        type: readGlobalType(reader),
        initial: readConstantExpression(reader),
      }))
      return
    case 7:
      module.exports = section.vector(readExport)
      return
    case 8:
      module.start = section.u32()
      return
    case 9:
      module.elements = section.vector(readElement)
      return
    case CODE_SECTION:
      module.bodies = section.vector(readBody)
      return
    case 11:
      module.data = section.vector(readData)
      return
    case 12:
      module.dataCount = section.u32()
  }
}

function readBody(reader: ByteReader): FunctionBody {
  reader.spend(ITEMS_PER_BODY)
  const body = reader.window(reader.u32())
  const locals = body.vector(item => ({ count: item.u32(), type: readValueType(item) }))
  return { locals, code: body.take(body.bytesLeft) }
}
