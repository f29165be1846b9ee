import type { ByteReader } from '../byte-reader.ts'
import { ITEMS_PER_DEFINITION } from '../item-budget.ts'
import type { ComponentScope } from './component-scope.ts'
import {
  type NamedType,
  PRIMITIVE_CODES,
  type PrimitiveType,
  type TypeDeclaration,
  type TypeDefinition,
  type TypeReference,
  type VariantCase,
} from './component-types.ts'
import { readCoreType } from './read-core-type.ts'
import { readAlias, readExternDescription, readExternName } from './read-extern.ts'

const PRIMITIVES: ReadonlyMap<number, PrimitiveType> = new Map(
  Object.entries(PRIMITIVE_CODES).map(([name, code]) => [code, name as PrimitiveType]),
)

/** Types that need features which the host leaves off, by the name used in refusals. */
const REFUSED_TYPES: ReadonlyMap<number, string> = new Map([
  [0x3e, 'async resource type'],
  [0x43, 'async function type'],
  [0x63, 'map type'],
  [0x64, 'error-context type'],
  [0x65, 'future type'],
  [0x66, 'stream type'],
  [0x67, 'list type of fixed length'],
])

/** As many as the host's engine takes. @source wasmparser, limits.rs */
const MAX_PARAMS = 1_000

/** A component-level type definition with everything nested in it. */
export function readComponentType(reader: ByteReader, scope: ComponentScope): TypeDefinition {
  const code = reader.u8()
  const primitive = PRIMITIVES.get(code)
  if (primitive !== undefined) return { kind: 'primitive', name: primitive }
  switch (code) {
    case 0x3f:
      return readResource(reader, scope)
    case 0x40:
      return readFunction(reader, scope)
    case 0x41:
      return { kind: 'component', declarations: readDeclarations(reader, scope, true) }
    case 0x42:
      return { kind: 'instance', declarations: readDeclarations(reader, scope, false) }
    default:
      return readDefinedType(reader, scope, code)
  }
}

function readDefinedType(reader: ByteReader, scope: ComponentScope, code: number): TypeDefinition {
  const type = () => readTypeReference(reader, scope)
  const label = () => reader.name()
  switch (code) {
    case 0x72:
      return { kind: 'record', fields: someOf(reader, () => readNamedType(reader, scope)) }
    case 0x71:
      return { kind: 'variant', cases: someOf(reader, () => readCase(reader, scope)) }
    case 0x70:
      return { kind: 'list', element: type() }
    case 0x6f:
      return { kind: 'tuple', items: someOf(reader, type) }
    case 0x6e:
      return { kind: 'flags', labels: someOf(reader, label) }
    case 0x6d:
      return { kind: 'enum', labels: someOf(reader, label) }
    case 0x6b:
      return { kind: 'option', value: type() }
    case 0x6a:
      return { kind: 'result', ok: readOptional(reader, type), error: readOptional(reader, type) }
    case 0x69:
      return { kind: 'own', resource: scope.readIndex(reader, 'type') }
    case 0x68:
      return { kind: 'borrow', resource: scope.readIndex(reader, 'type') }
    default:
      throw reader.unsupported(REFUSED_TYPES.get(code) ?? `type form 0x${code.toString(16)}`)
  }
}

/** Records, variants, tuples, flags and enums must not be empty. */
function someOf<Item>(reader: ByteReader, readItem: () => Item): Item[] {
  const items = reader.vector(readItem)
  if (items.length === 0) throw reader.malformed('type without a member')
  return items
}

function readTypeReference(reader: ByteReader, scope: ComponentScope): TypeReference {
  const code = reader.peek()
  const primitive = PRIMITIVES.get(code)
  if (primitive !== undefined) {
    reader.u8()
    return primitive
  }
  const isNegative = code >= 0x40 && code < 0x80
  if (isNegative) throw reader.unsupported(REFUSED_TYPES.get(code) ?? `value type 0x${code.toString(16)}`)
  const index = reader.s33()
  if (index < 0) throw reader.malformed('value type of more than one byte')
  return scope.check(reader, 'type', index)
}

function readNamedType(reader: ByteReader, scope: ComponentScope): NamedType {
  return { name: reader.name(), type: readTypeReference(reader, scope) }
}

function readCase(reader: ByteReader, scope: ComponentScope): VariantCase {
  const name = reader.name()
  const type = readOptional(reader, () => readTypeReference(reader, scope))
  if (reader.u8() !== 0) throw reader.unsupported('variant case that refines another')
  return { name, type }
}

function readFunction(reader: ByteReader, scope: ComponentScope): TypeDefinition {
  const params = reader.vector(() => readNamedType(reader, scope))
  if (params.length > MAX_PARAMS) throw reader.unsupported(`function of ${params.length} parameters`)
  const form = reader.u8()
  if (form === 0) return { kind: 'func', params, result: readTypeReference(reader, scope) }
  if (form !== 1) throw reader.malformed(`function result form ${form}`)
  if (reader.u32() !== 0) throw reader.unsupported('function with named results')
  return { kind: 'func', params, result: null }
}

function readResource(reader: ByteReader, scope: ComponentScope): TypeDefinition {
  if (reader.u8() !== 0x7f) throw reader.unsupported('resource whose representation is not i32')
  return { kind: 'resource', destructor: readOptional(reader, () => scope.readIndex(reader, 'core func')) }
}

export function readOptional<Item>(reader: ByteReader, readItem: () => Item): Item | null {
  const flag = reader.u8()
  if (flag > 1) throw reader.malformed(`presence flag ${flag}`)
  return flag === 1 ? readItem() : null
}

function readDeclarations(reader: ByteReader, scope: ComponentScope, hasImports: boolean): TypeDeclaration[] {
  const inner = scope.child(reader)
  return reader.vector(() => readDeclaration(reader, inner, hasImports))
}

function readDeclaration(reader: ByteReader, scope: ComponentScope, hasImports: boolean): TypeDeclaration {
  reader.spend(ITEMS_PER_DEFINITION)
  const code = reader.u8()
  switch (code) {
    case 0: {
      const type = readCoreType(reader, scope)
      scope.define('core type')
      return { kind: 'core-type', type }
    }
    case 1: {
      const type = readComponentType(reader, scope)
      if (type.kind === 'resource') throw reader.malformed('resource defined inside a type')
      scope.define('type')
      return { kind: 'type', type }
    }
    case 2: {
      const alias = readAlias(reader, scope)
      if (alias.kind === 'alias-core-export') throw reader.malformed('core alias inside a type')
      scope.define(alias.sort)
      return alias
    }
    case 3:
      if (!hasImports) throw reader.malformed('import inside an instance type')
      return { kind: 'import', ...readExtern(reader, scope) }
    case 4:
      return { kind: 'export', ...readExtern(reader, scope) }
    default:
      throw reader.malformed(`type declaration ${code}`)
  }
}

function readExtern(reader: ByteReader, scope: ComponentScope) {
  const name = readExternName(reader)
  const description = readExternDescription(reader, scope)
  scope.define(description.sort)
  return { name, description }
}
