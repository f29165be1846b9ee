import { ByteReader } from '../byte-reader.ts'
import { ITEMS_PER_DEFINITION, ITEMS_PER_SECTION, ItemBudget } from '../item-budget.ts'
import { WasmError } from '../wasm-error.ts'
import {
  type ComponentBinary,
  type ComponentDefinition,
  type DefinitionBody,
  definedSort,
} from './component-binary.ts'
import { ComponentScope } from './component-scope.ts'
import { readCanonical } from './read-canonical.ts'
import { readComponentType, readOptional } from './read-component-type.ts'
import { readCoreType } from './read-core-type.ts'
import {
  readAlias,
  readCoreSortIndex,
  readExternDescription,
  readExternName,
  readSortIndex,
} from './read-extern.ts'

export const PREAMBLE_BYTES = 8
const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00]

const SECTION = { custom: 0, coreModule: 1, component: 4, start: 9, value: 12 } as const

/** What a module or nested component counts for: it takes more than other items, and real files hold a few dozen. */
const ITEMS_PER_MODULE = 500

type DefinitionReader = (reader: ByteReader, scope: ComponentScope) => DefinitionBody

/** Sections that are vectors of definitions, by section id. */
const VECTOR_SECTIONS: ReadonlyMap<number, DefinitionReader> = new Map<number, DefinitionReader>([
  [2, readCoreInstance],
  [3, (reader, scope) => ({ kind: 'core-type', type: readCoreType(reader, scope) })],
  [5, readInstance],
  [6, readAlias],
  [7, (reader, scope) => ({ kind: 'type', type: readComponentType(reader, scope) })],
  [8, readCanonical],
  [10, readImport],
  [11, readExport],
])

/** True when the bytes begin like a component of today's binary format. */
export function isComponent(bytes: Uint8Array): boolean {
  return bytes.length >= PREAMBLE.length && PREAMBLE.every((byte, index) => bytes[index] === byte)
}

/**
 * Reads a component whole. Core modules and custom sections stay views into `bytes`.
 * Time and memory are bounded by the size of the input and by fixed maxima of nesting and items.
 * @param budget shared with the core modules of the file, to bound their parsed size together
 * @throws WasmError `malformed` for broken bytes or an index out of its space, `unsupported` for a feature that the
 * host leaves off: async, streams, futures, error contexts, threads, values, start functions
 * @source component model Binary.md; host contract 6.3
 */
export function readComponentBinary(bytes: Uint8Array, budget = new ItemBudget()): ComponentBinary {
  return readComponent(new ByteReader(bytes, 0, bytes.length, budget), ComponentScope.root())
}

function readComponent(reader: ByteReader, scope: ComponentScope): ComponentBinary {
  const offset = reader.position
  const byteLength = reader.bytesLeft
  const spentBefore = reader.itemsSpent
  if (!isComponent(reader.take(Math.min(PREAMBLE.length, byteLength)))) {
    throw new WasmError('malformed', 'not a component of the current binary format', offset)
  }
  const definitions: ComponentDefinition[] = []
  while (!reader.isAtEnd) {
    const id = reader.u8()
    const section = reader.window(reader.u32())
    section.spend(ITEMS_PER_SECTION)
    readSection(id, section, scope, definitions)
    if (!section.isAtEnd) throw section.malformed(`section ${id} is longer than its content`)
  }
  refuseTwinImports(definitions, reader)
  return { definitions, offset, byteLength, items: reader.itemsSpent - spentBefore }
}

/** Names are unique; a name that is given to thousands of imports would be linked as often. */
function refuseTwinImports(definitions: readonly ComponentDefinition[], reader: ByteReader): void {
  const names = definitions.flatMap(each => (each.kind === 'import' ? [each.name] : []))
  if (new Set(names).size < names.length) throw reader.malformed('two imports have one name')
}

function readSection(
  id: number,
  section: ByteReader,
  scope: ComponentScope,
  definitions: ComponentDefinition[],
): void {
  const add = (offset: number, body: DefinitionBody) => {
    section.spend(ITEMS_PER_DEFINITION)
    definitions.push({ ...body, offset })
    const sort = definedSort(body)
    if (sort !== null) scope.define(sort)
  }
  const start = section.position
  const readDefinition = VECTOR_SECTIONS.get(id)
  if (readDefinition !== undefined) {
    section.vector(() => {
      const offset = section.position
      add(offset, readDefinition(section, scope))
    })
    return
  }
  add(start, readSingle(id, section, scope))
}

/** A section that holds one definition. */
function readSingle(id: number, section: ByteReader, scope: ComponentScope): DefinitionBody {
  switch (id) {
    case SECTION.custom:
      return { kind: 'custom', name: section.name(), bytes: section.take(section.bytesLeft) }
    case SECTION.coreModule:
      section.spend(ITEMS_PER_MODULE)
      return { kind: 'core-module', bytes: section.take(section.bytesLeft) }
    case SECTION.component:
      section.spend(ITEMS_PER_MODULE)
      return { kind: 'component', component: readComponent(section, scope.child(section)) }
    case SECTION.start:
      throw section.unsupported('component start function')
    case SECTION.value:
      throw section.unsupported('component value')
    default:
      throw section.malformed(`section ${id}`)
  }
}

function readCoreInstance(reader: ByteReader, scope: ComponentScope): DefinitionBody {
  const form = reader.u8()
  if (form === 0) {
    const module = scope.readIndex(reader, 'core module')
    const args = reader.vector(() => {
      const name = reader.name()
      if (reader.u8() !== 0x12) throw reader.malformed('argument of a core module that is not an instance')
      return { name, instance: scope.readIndex(reader, 'core instance') }
    })
    return { kind: 'core-instantiate', module, args }
  }
  if (form !== 1) throw reader.malformed(`core instance form ${form}`)
  const exports = reader.vector(() => ({ name: reader.name(), ...readCoreSortIndex(reader, scope) }))
  return { kind: 'core-inline-exports', exports }
}

function readInstance(reader: ByteReader, scope: ComponentScope): DefinitionBody {
  const form = reader.u8()
  if (form === 0) {
    const component = scope.readIndex(reader, 'component')
    const args = reader.vector(() => ({ name: reader.name(), ...readSortIndex(reader, scope) }))
    return { kind: 'instantiate', component, args }
  }
  if (form !== 1) throw reader.malformed(`instance form ${form}`)
  const exports = reader.vector(() => ({
    name: readExternName(reader),
    ...readSortIndex(reader, scope),
  }))
  return { kind: 'inline-exports', exports }
}

function readImport(reader: ByteReader, scope: ComponentScope): DefinitionBody {
  return {
    kind: 'import',
    name: readExternName(reader),
    description: readExternDescription(reader, scope),
  }
}

function readExport(reader: ByteReader, scope: ComponentScope): DefinitionBody {
  return {
    kind: 'export',
    name: readExternName(reader),
    target: readSortIndex(reader, scope),
    ascribed: readOptional(reader, () => readExternDescription(reader, scope)),
  }
}
