import type { FunctionType, GlobalType, Limits, TableType } from '../core/core-module.ts'
import type { ExportAlias, OuterAlias } from './component-binary.ts'

/** Primitive value types of the component model, by their binary code. @source component model, Binary.md */
export const PRIMITIVE_CODES = {
  bool: 0x7f,
  s8: 0x7e,
  u8: 0x7d,
  s16: 0x7c,
  u16: 0x7b,
  s32: 0x7a,
  u32: 0x79,
  s64: 0x78,
  u64: 0x77,
  f32: 0x76,
  f64: 0x75,
  char: 0x74,
  string: 0x73,
} as const

export type PrimitiveType = keyof typeof PRIMITIVE_CODES

/** A primitive by name, or the index of a type in the scope where the reference stands. */
export type TypeReference = PrimitiveType | number

export interface NamedType {
  readonly name: string
  readonly type: TypeReference
}

export type TypeDefinition =
  | { readonly kind: 'primitive'; readonly name: PrimitiveType }
  | { readonly kind: 'record'; readonly fields: readonly NamedType[] }
  | { readonly kind: 'variant'; readonly cases: readonly VariantCase[] }
  | { readonly kind: 'list'; readonly element: TypeReference }
  | { readonly kind: 'tuple'; readonly items: readonly TypeReference[] }
  | { readonly kind: 'flags'; readonly labels: readonly string[] }
  | { readonly kind: 'enum'; readonly labels: readonly string[] }
  | { readonly kind: 'option'; readonly value: TypeReference }
  | { readonly kind: 'result'; readonly ok: TypeReference | null; readonly error: TypeReference | null }
  | { readonly kind: 'own'; readonly resource: number }
  | { readonly kind: 'borrow'; readonly resource: number }
  | FunctionDefinition
  | { readonly kind: 'component'; readonly declarations: readonly TypeDeclaration[] }
  | { readonly kind: 'instance'; readonly declarations: readonly TypeDeclaration[] }
  /** `destructor` is a core function; the representation is always an i32. */
  | { readonly kind: 'resource'; readonly destructor: number | null }

export interface VariantCase {
  readonly name: string
  readonly type: TypeReference | null
}

export interface FunctionDefinition {
  readonly kind: 'func'
  readonly params: readonly NamedType[]
  readonly result: TypeReference | null
}

/** One line of an instance or component type, which has index spaces of its own; imports stand in component types only. */
export type TypeDeclaration =
  | { readonly kind: 'core-type'; readonly type: CoreTypeDefinition }
  | { readonly kind: 'type'; readonly type: TypeDefinition }
  | OuterAlias
  | ExportAlias
  | { readonly kind: 'import'; readonly name: string; readonly description: ExternDescription }
  | { readonly kind: 'export'; readonly name: string; readonly description: ExternDescription }

/** Type of an import or export. For `type`, `equals` null means a resource that is known by name only. */
export type ExternDescription =
  | { readonly sort: 'core module' | 'func' | 'component' | 'instance'; readonly type: number }
  | { readonly sort: 'type'; readonly equals: number | null }

export type CoreTypeDefinition =
  | { readonly kind: 'core-func'; readonly signature: FunctionType }
  | { readonly kind: 'core-module'; readonly declarations: readonly ModuleDeclaration[] }

export type ModuleDeclaration =
  | { readonly kind: 'core-type'; readonly signature: FunctionType }
  | { readonly kind: 'alias-outer'; readonly count: number; readonly index: number }
  | {
      readonly kind: 'import'
      readonly module: string
      readonly name: string
      readonly description: CoreExternDescription
    }
  | { readonly kind: 'export'; readonly name: string; readonly description: CoreExternDescription }

export type CoreExternDescription =
  | { readonly sort: 'core func'; readonly type: number }
  | { readonly sort: 'core table'; readonly table: TableType }
  | { readonly sort: 'core memory'; readonly limits: Limits }
  | { readonly sort: 'core global'; readonly global: GlobalType }
