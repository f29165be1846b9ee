import type { PrimitiveType } from '../../../wasm/component/component-types.ts'
import type { ComponentInstance } from './component-instance.ts'

export type CoreKind = 'i32' | 'i64' | 'f32' | 'f64'

/** How a value lies in memory and in core values. */
export interface Shape {
  /** Bytes in memory. */
  readonly size: number
  readonly align: number
  /** Core values that carry it; null when they are more than a function takes or returns in that form. */
  readonly flat: readonly CoreKind[] | null
}

export type Scalar = Exclude<PrimitiveType, 'string'>

/**
 * A component value type, resolved. The values that go with them: numbers, bigints (64 bits), booleans, strings;
 * `Uint8Array` for a list of u8, arrays for lists, records and tuples, `VariantValue` for variant, enum, option and
 * result, a bit set for flags, `Handle` for resources.
 */
export type Layout =
  | (Shape & { readonly kind: Scalar })
  | (Shape & { readonly kind: 'string' })
  | (Shape & { readonly kind: 'list'; readonly element: Layout })
  | RecordLayout
  | VariantLayout
  | (Shape & { readonly kind: 'flags'; readonly count: number })
  | (Shape & { readonly kind: 'own' | 'borrow'; readonly resource: ResourceType })

export interface RecordLayout extends Shape {
  readonly kind: 'record'
  readonly fields: readonly Layout[]
  readonly offsets: readonly number[]
}

export interface VariantLayout extends Shape {
  readonly kind: 'variant'
  readonly cases: readonly (Layout | null)[]
  /** Bytes of the discriminant. */
  readonly tagSize: 1 | 2 | 4
  readonly payloadOffset: number
}

export interface VariantValue {
  readonly tag: number
  readonly payload: unknown
}

/** A resource on its way between two instances. */
export interface Handle {
  readonly resource: ResourceType
  readonly representation: number
}

/** Compared by identity: two instances of one component have different resource types. */
export interface ResourceType {
  readonly kind: 'resource'
  /** The component instance that defines it. */
  readonly owner: ComponentInstance
  readonly destructor: ((representation: number) => unknown) | null
}

export interface FunctionLayout {
  readonly kind: 'func'
  readonly params: readonly Layout[]
  readonly result: Layout | null
  /** The parameters as they lie in memory; null when they are few enough to go directly. */
  readonly spilled: RecordLayout | null
}
