import type { ByteReader } from '../byte-reader.ts'
import {
  type ConstantExpression,
  type CoreExport,
  type CoreImport,
  type ExportKind,
  type FunctionType,
  type GlobalType,
  type ImportDescription,
  type Limits,
  type TableType,
  VALUE_TYPE,
  type ValueType,
} from './core-module.ts'
import { OperatorCursor } from './operator-cursor.ts'
import { OP } from './operators.ts'

const VALUE_TYPES: ReadonlySet<number> = new Set(Object.values(VALUE_TYPE))
const EXPORT_KINDS: readonly ExportKind[] = ['function', 'table', 'memory', 'global']
const FUNCTION_TYPE = 0x60
const TABLE_WITH_INITIALISER = 0x40

export function readValueType(reader: ByteReader): ValueType {
  const code = reader.peek()
  if (!VALUE_TYPES.has(code)) throw reader.unsupported(`value type 0x${code.toString(16)}`)
  reader.u8()
  return code as ValueType
}

export function readFunctionType(reader: ByteReader): FunctionType {
  const form = reader.peek()
  if (form !== FUNCTION_TYPE) throw reader.unsupported(`type form 0x${form.toString(16)}`)
  reader.u8()
  return { params: reader.vector(readValueType), results: reader.vector(readValueType) }
}

/** Flags: 1 a maximum follows, 2 shared, 4 64-bit sizes. Sizes above 2^53 are refused as unsupported. */
export function readLimits(reader: ByteReader): Limits {
  const flags = reader.u8()
  if (flags > 7) throw reader.unsupported(`limits flags 0x${flags.toString(16)}`)
  const is64 = (flags & 4) !== 0
  const size = () => (is64 ? sizeOf64(reader) : reader.u32())
  const min = size()
  return { min, max: (flags & 1) !== 0 ? size() : null, is64, isShared: (flags & 2) !== 0 }
}

function sizeOf64(reader: ByteReader): number {
  const value = reader.u64()
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw reader.unsupported(`size ${value}`)
  return Number(value)
}

export function readTableType(reader: ByteReader): TableType {
  if (reader.peek() === TABLE_WITH_INITIALISER) throw reader.unsupported('table with an initialiser')
  return { element: readReferenceType(reader), limits: readLimits(reader) }
}

export function readReferenceType(reader: ByteReader): ValueType {
  const type = readValueType(reader)
  if (type !== VALUE_TYPE.funcref && type !== VALUE_TYPE.externref)
    throw reader.malformed('not a reference type')
  return type
}

export function readGlobalType(reader: ByteReader): GlobalType {
  const value = readValueType(reader)
  const flag = reader.u8()
  if (flag > 1) throw reader.unsupported(`global flags 0x${flag.toString(16)}`)
  return { value, isMutable: flag === 1 }
}

export function readImport(reader: ByteReader): CoreImport {
  return { module: reader.name(), name: reader.name(), description: readImportDescription(reader) }
}

function readImportDescription(reader: ByteReader): ImportDescription {
  const kind = reader.u8()
  if (kind === 0) return { kind: 'function', typeIndex: reader.u32() }
  if (kind === 1) return { kind: 'table', table: readTableType(reader) }
  if (kind === 2) return { kind: 'memory', limits: readLimits(reader) }
  if (kind === 3) return { kind: 'global', global: readGlobalType(reader) }
  throw reader.unsupported(`import kind ${kind}`)
}

export function readExport(reader: ByteReader): CoreExport {
  const name = reader.name()
  const code = reader.u8()
  const kind = EXPORT_KINDS[code]
  if (kind === undefined) throw reader.unsupported(`export kind ${code}`)
  return { name, kind, index: reader.u32() }
}

/** Reads up to and including the `end` of a constant expression, which has no blocks. */
export function readConstantExpression(reader: ByteReader): ConstantExpression {
  const cursor = new OperatorCursor(reader.bytes, reader.position, reader.end)
  while (cursor.next()) {
    if (cursor.opcode !== OP.end) continue
    return reader.take(cursor.position - reader.position)
  }
  throw reader.malformed('constant expression without end')
}
