/** Value types by their binary code. @source WebAssembly core specification 2.0, 5.3 */
export const VALUE_TYPE = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
  funcref: 0x70,
  externref: 0x6f,
} as const

export type ValueType = (typeof VALUE_TYPE)[keyof typeof VALUE_TYPE]

export interface FunctionType {
  readonly params: readonly ValueType[]
  readonly results: readonly ValueType[]
}

/** Sizes of a memory (pages) or a table (elements). `is64` marks memory64 and table64; `isShared` the threads proposal. */
export interface Limits {
  min: number
  max: number | null
  readonly is64: boolean
  readonly isShared: boolean
}

export interface TableType {
  readonly element: ValueType
  readonly limits: Limits
}

export interface GlobalType {
  readonly value: ValueType
  readonly isMutable: boolean
}

export type ImportDescription =
  | { readonly kind: 'function'; typeIndex: number }
  | { readonly kind: 'table'; readonly table: TableType }
  | { readonly kind: 'memory'; readonly limits: Limits }
  | { readonly kind: 'global'; readonly global: GlobalType }

export interface CoreImport {
  readonly module: string
  readonly name: string
  readonly description: ImportDescription
}

export type ExportKind = 'function' | 'table' | 'memory' | 'global'

export interface CoreExport {
  readonly name: string
  readonly kind: ExportKind
  index: number
}

/** A constant expression as bytes, with its final `end`. */
export type ConstantExpression = Uint8Array

export interface CoreGlobal {
  readonly type: GlobalType
  readonly initial: ConstantExpression
}

/** Where a segment goes: into a table or memory at start, on demand, or nowhere. */
export type SegmentMode =
  | { readonly kind: 'active'; readonly index: number; readonly offset: ConstantExpression }
  | { readonly kind: 'passive' }
  | { readonly kind: 'declarative' }

export interface ElementSegment {
  readonly mode: SegmentMode
  readonly element: ValueType
  /** Function indices, or one constant expression per element where the segment is written with expressions. */
  items:
    | { readonly kind: 'functions'; indices: number[] }
    | { readonly kind: 'expressions'; list: ConstantExpression[] }
}

export interface FunctionBody {
  readonly locals: readonly { readonly count: number; readonly type: ValueType }[]
  /** Operators with the final `end`. */
  code: Uint8Array
}

export interface DataSegment {
  readonly mode: SegmentMode
  readonly bytes: Uint8Array
}

export interface CustomSection {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A core module, whole. Function bodies stay bytes; `OperatorCursor` walks them. Arrays may be edited in place by passes. */
export interface CoreModule {
  types: FunctionType[]
  imports: CoreImport[]
  /** Type index of every defined function, in the order of `bodies`. */
  functions: number[]
  tables: TableType[]
  memories: Limits[]
  globals: CoreGlobal[]
  exports: CoreExport[]
  start: number | null
  elements: ElementSegment[]
  /** Present when the module has a data count section. */
  dataCount: number | null
  bodies: FunctionBody[]
  data: DataSegment[]
  customs: CustomSection[]
}

/** Number of imported functions: the index of the first defined one. */
export function importedFunctionCount(module: CoreModule): number {
  return module.imports.filter(entry => entry.description.kind === 'function').length
}

/** Signature of a function by its index in the whole index space. */
export function functionType(module: CoreModule, index: number): FunctionType | undefined {
  const imported = module.imports.flatMap(entry =>
    entry.description.kind === 'function' ? [entry.description.typeIndex] : [],
  )
  const typeIndex = index < imported.length ? imported[index] : module.functions[index - imported.length]
  return typeIndex === undefined ? undefined : module.types[typeIndex]
}
