import type { ByteReader } from '../byte-reader.ts'
import type {
  CoreSort,
  DefinitionBody,
  ExportAlias,
  OuterAlias,
  Sort,
  SortIndex,
} from './component-binary.ts'
import type { ComponentScope } from './component-scope.ts'
import type { ExternDescription } from './component-types.ts'

const CORE_SORTS: ReadonlyMap<number, CoreSort> = new Map([
  [0x00, 'core func'],
  [0x01, 'core table'],
  [0x02, 'core memory'],
  [0x03, 'core global'],
  [0x10, 'core type'],
  [0x11, 'core module'],
  [0x12, 'core instance'],
])

const OUTER_SORTS: readonly Sort[] = ['core module', 'core type', 'type', 'component']
const CORE_EXPORT_SORTS: readonly Sort[] = ['core func', 'core table', 'core memory', 'core global']

export type AliasDefinition = Extract<
  DefinitionBody,
  { kind: 'alias-export' | 'alias-core-export' | 'alias-outer' }
>

export function readCoreSort(reader: ByteReader): CoreSort {
  const code = reader.u8()
  const sort = CORE_SORTS.get(code)
  if (sort === undefined) throw reader.unsupported(code === 4 ? 'core tag' : `core sort ${code}`)
  return sort
}

/** A sort that a component can hand over: all but core things other than modules. */
export function readSort(reader: ByteReader): Sort {
  const code = reader.u8()
  switch (code) {
    case 0:
      return readCoreSort(reader)
    case 1:
      return 'func'
    case 2:
      throw reader.unsupported('component value')
    case 3:
      return 'type'
    case 4:
      return 'component'
    case 5:
      return 'instance'
    default:
      throw reader.malformed(`sort ${code}`)
  }
}

/** Something to pass or to export: at component level only modules of the core sorts. */
export function readSortIndex(reader: ByteReader, scope: ComponentScope): SortIndex {
  const sort = readSort(reader)
  if (sort.startsWith('core ') && sort !== 'core module') throw reader.malformed(`${sort} outside core code`)
  return { sort, index: scope.readIndex(reader, sort) }
}

export function readCoreSortIndex(reader: ByteReader, scope: ComponentScope) {
  const sort = readCoreSort(reader)
  if (!CORE_EXPORT_SORTS.includes(sort)) throw reader.malformed(`${sort} inside a core instance`)
  return { sort, index: scope.readIndex(reader, sort) }
}

/** Name of an import or export. The two leading codes mean the same to readers; version suffixes are refused. */
export function readExternName(reader: ByteReader): string {
  const form = reader.u8()
  if (form > 1) throw reader.unsupported(`import or export name of form ${form}`)
  return reader.name()
}

export function readAlias(reader: ByteReader, scope: ComponentScope): AliasDefinition {
  const sort = readSort(reader)
  const target = reader.u8()
  switch (target) {
    case 0:
      if (sort.startsWith('core ') && sort !== 'core module')
        throw reader.malformed(`export alias of a ${sort}`)
      return {
        kind: 'alias-export',
        sort: sort as ExportAlias['sort'],
        instance: scope.readIndex(reader, 'instance'),
        name: reader.name(),
      }
    case 1:
      if (!CORE_EXPORT_SORTS.includes(sort)) throw reader.malformed(`core export alias of a ${sort}`)
      return {
        kind: 'alias-core-export',
        sort: sort as CoreSort,
        instance: scope.readIndex(reader, 'core instance'),
        name: reader.name(),
      }
    case 2:
      return readOuterAlias(reader, scope, sort)
    default:
      throw reader.malformed(`alias target ${target}`)
  }
}

function readOuterAlias(reader: ByteReader, scope: ComponentScope, sort: Sort): OuterAlias {
  if (!OUTER_SORTS.includes(sort)) throw reader.malformed(`outer alias of a ${sort}`)
  const count = reader.u32()
  const index = scope.outer(reader, count).readIndex(reader, sort)
  return { kind: 'alias-outer', sort: sort as OuterAlias['sort'], count, index }
}

export function readExternDescription(reader: ByteReader, scope: ComponentScope): ExternDescription {
  const code = reader.u8()
  const typed = (sort: 'func' | 'component' | 'instance') => ({ sort, type: scope.readIndex(reader, 'type') })
  switch (code) {
    case 0:
      if (reader.u8() !== 0x11) throw reader.malformed('core import or export that is not a module')
      return { sort: 'core module', type: scope.readIndex(reader, 'core type') }
    case 1:
      return typed('func')
    case 2:
      throw reader.unsupported('component value')
    case 3:
      return readTypeBound(reader, scope)
    case 4:
      return typed('component')
    case 5:
      return typed('instance')
    default:
      throw reader.malformed(`import or export kind ${code}`)
  }
}

function readTypeBound(reader: ByteReader, scope: ComponentScope): ExternDescription {
  const bound = reader.u8()
  if (bound === 0) return { sort: 'type', equals: scope.readIndex(reader, 'type') }
  if (bound === 1) return { sort: 'type', equals: null }
  throw reader.malformed(`type bound ${bound}`)
}
