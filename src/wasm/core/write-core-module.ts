import { ByteWriter, u32Length } from '../byte-writer.ts'
import {
  type CoreImport,
  type CoreModule,
  type DataSegment,
  type ElementSegment,
  type ExportKind,
  type FunctionBody,
  type Limits,
  type TableType,
  VALUE_TYPE,
} from './core-module.ts'

const EXPORT_CODES: Readonly<Record<ExportKind, number>> = { function: 0, table: 1, memory: 2, global: 3 }

/** Writes a core module in the canonical section order, integers in their shortest form; custom sections come last. */
export function writeCoreModule(module: CoreModule): Uint8Array {
  const output = new ByteWriter(1 << 16).raw([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00])
  const section = <Item>(
    id: number,
    items: readonly Item[],
    write: (writer: ByteWriter, item: Item) => void,
  ) => {
    if (items.length > 0) output.section(id, body => body.vector(items, write))
  }
  section(1, module.types, (w, type) =>
    w.u8(0x60).u32(type.params.length).raw(type.params).u32(type.results.length).raw(type.results),
  )
  section(2, module.imports, writeImport)
  section(3, module.functions, (w, typeIndex) => w.u32(typeIndex))
  section(4, module.tables, writeTable)
  if (module.memories.length > 0) writeMemorySection(output, module.memories)
  section(6, module.globals, (w, global) =>
    w
      .u8(global.type.value)
      .u8(global.type.isMutable ? 1 : 0)
      .raw(global.initial),
  )
  section(7, module.exports, (w, entry) => w.name(entry.name).u8(EXPORT_CODES[entry.kind]).u32(entry.index))
  if (module.start !== null) output.section(8, body => body.u32(module.start!))
  section(9, module.elements, writeElement)
  if (module.dataCount !== null) output.section(12, body => body.u32(module.data.length))
  section(10, module.bodies, writeBody)
  if (module.data.length > 0) writeDataSection(output, module.data)
  for (const custom of module.customs) output.section(0, body => body.name(custom.name).raw(custom.bytes))
  return output.finish()
}

/** Section 5 alone, for a module that is copied section by section. */
export function writeMemorySection(output: ByteWriter, memories: readonly Limits[]): void {
  output.section(5, body => body.vector(memories, writeLimits))
}

/** Section 11 alone, for a module that is copied section by section. */
export function writeDataSection(output: ByteWriter, data: readonly DataSegment[]): void {
  output.section(11, body => body.vector(data, writeData))
}

function writeLimits(writer: ByteWriter, limits: Limits): void {
  writer.u8((limits.max === null ? 0 : 1) | (limits.isShared ? 2 : 0) | (limits.is64 ? 4 : 0))
  for (const size of limits.max === null ? [limits.min] : [limits.min, limits.max]) {
    if (limits.is64) writer.u64(BigInt(size))
    else writer.u32(size)
  }
}

function writeTable(writer: ByteWriter, table: TableType): void {
  writeLimits(writer.u8(table.element), table.limits)
}

function writeImport(writer: ByteWriter, entry: CoreImport): void {
  const { description } = entry
  writer.name(entry.module).name(entry.name)
  if (description.kind === 'function') writer.u8(0).u32(description.typeIndex)
  else if (description.kind === 'table') writeTable(writer.u8(1), description.table)
  else if (description.kind === 'memory') writeLimits(writer.u8(2), description.limits)
  else
    writer
      .u8(3)
      .u8(description.global.value)
      .u8(description.global.isMutable ? 1 : 0)
}

function writeElement(writer: ByteWriter, segment: ElementSegment): void {
  const { mode, items } = segment
  const isPlain = mode.kind === 'active' && mode.index === 0 && segment.element === VALUE_TYPE.funcref
  const modeFlags = mode.kind === 'active' ? (isPlain ? 0 : 2) : mode.kind === 'passive' ? 1 : 3
  writer.u32(modeFlags | (items.kind === 'expressions' ? 4 : 0))
  if (mode.kind === 'active') (isPlain ? writer : writer.u32(mode.index)).raw(mode.offset)
  if (!isPlain) writer.u8(items.kind === 'expressions' ? segment.element : 0)
  if (items.kind === 'functions') writer.vector(items.indices, (w, index) => w.u32(index))
  else writer.vector(items.list, (w, expression) => w.raw(expression))
}

function writeBody(writer: ByteWriter, body: FunctionBody): void {
  const localBytes = body.locals.reduce((sum, { count }) => sum + u32Length(count) + 1, 0)
  writer
    .u32(u32Length(body.locals.length) + localBytes + body.code.length)
    .vector(body.locals, (w, local) => w.u32(local.count).u8(local.type))
    .raw(body.code)
}

function writeData(writer: ByteWriter, segment: DataSegment): void {
  const { mode } = segment
  if (mode.kind === 'active')
    (mode.index === 0 ? writer.u32(0) : writer.u32(2).u32(mode.index)).raw(mode.offset)
  else writer.u32(1)
  writer.u32(segment.bytes.length).raw(segment.bytes)
}
