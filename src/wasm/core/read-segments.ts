import type { ByteReader } from '../byte-reader.ts'
import {
  type DataSegment,
  type ElementSegment,
  type SegmentMode,
  VALUE_TYPE,
  type ValueType,
} from './core-module.ts'
import { readConstantExpression, readReferenceType } from './read-types.ts'

/** Flags: 1 not active, 2 explicit index (or declarative), 4 expressions instead of function indices. */
export function readElement(reader: ByteReader): ElementSegment {
  const flags = reader.u32()
  if (flags > 7) throw reader.malformed(`element segment flags ${flags}`)
  const hasExpressions = (flags & 4) !== 0
  const mode = elementMode(reader, flags)
  const element = (flags & 3) === 0 ? VALUE_TYPE.funcref : elementType(reader, hasExpressions)
  const items = hasExpressions
    ? { kind: 'expressions' as const, list: reader.vector(readConstantExpression) }
    : { kind: 'functions' as const, indices: reader.vector(item => item.u32()) }
  return { mode, element, items }
}

function elementMode(reader: ByteReader, flags: number): SegmentMode {
  if ((flags & 1) === 0) {
    const index = (flags & 2) !== 0 ? reader.u32() : 0
    return { kind: 'active', index, offset: readConstantExpression(reader) }
  }
  return (flags & 2) !== 0 ? { kind: 'declarative' } : { kind: 'passive' }
}

function elementType(reader: ByteReader, hasExpressions: boolean): ValueType {
  if (hasExpressions) return readReferenceType(reader)
  if (reader.u8() !== 0) throw reader.malformed('element kind is not a function')
  return VALUE_TYPE.funcref
}

export function readData(reader: ByteReader): DataSegment {
  const flags = reader.u32()
  if (flags > 2) throw reader.malformed(`data segment flags ${flags}`)
  const mode: SegmentMode =
    flags === 1
      ? { kind: 'passive' }
      : { kind: 'active', index: flags === 2 ? reader.u32() : 0, offset: readConstantExpression(reader) }
  return { mode, bytes: reader.take(reader.u32()) }
}
