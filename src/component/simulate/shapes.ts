import type { ComponentBinary } from '../../wasm/component/component-binary.ts'
import type { PrimitiveType, TypeDeclaration } from '../../wasm/component/component-types.ts'
import type { FunctionType, GlobalType, Limits, TableType } from '../../wasm/core/core-module.ts'
import type { Environment } from './environment.ts'

/**
 * Types with every index resolved. Shapes are shared, never changed and never cyclic; `size` counts the nodes of the
 * shape written out as a tree, `depth` its levels. `name` is the name under which a type was imported or exported last.
 */
export type ValueShape = ValueBody & { readonly size: number; readonly depth: number; readonly name?: string }

type ValueBody =
  | { readonly kind: 'primitive'; readonly primitive: PrimitiveType }
  | { readonly kind: 'record'; readonly fields: readonly NamedShape[] }
  | {
      readonly kind: 'variant'
      readonly cases: readonly { readonly name: string; readonly type: ValueShape | null }[]
    }
  | { readonly kind: 'list' | 'option'; readonly element: ValueShape }
  | { readonly kind: 'tuple'; readonly items: readonly ValueShape[] }
  | { readonly kind: 'flags' | 'enum'; readonly labels: readonly string[] }
  | { readonly kind: 'result'; readonly ok: ValueShape | null; readonly error: ValueShape | null }
  | { readonly kind: 'own' | 'borrow'; readonly resource: ResourceShape }

export interface NamedShape {
  readonly name: string
  readonly type: ValueShape
}

/** Two resources are the same type when `identity` is the same object. */
export interface ResourceShape {
  readonly kind: 'resource'
  readonly identity: object
  /** True for a resource that the component at hand defines: it alone may make and open handles. */
  readonly definedIn: Environment | null
  readonly name?: string
}

export interface FunctionShape {
  readonly kind: 'func'
  readonly params: readonly NamedShape[]
  readonly result: ValueShape | null
  /** Where the function came from when it is seen at an ascribed type. */
  readonly origin?: FunctionShape
  readonly name?: string
}

/** An instance or component type stays as written, with the scope that its indices refer to. */
export interface DeclaredShape {
  readonly kind: 'instance' | 'component'
  readonly declarations: readonly TypeDeclaration[]
  readonly environment: Environment
  readonly name?: string
}

export type TypeShape = ValueShape | ResourceShape | FunctionShape | DeclaredShape

const OTHER_KINDS: readonly string[] = ['resource', 'func', 'instance', 'component']

/** True for a type that a parameter or a result can have. */
export function isValueShape(shape: TypeShape): shape is ValueShape {
  return !OTHER_KINDS.includes(shape.kind)
}

export type CoreExternShape =
  | { readonly sort: 'core func'; readonly value: FunctionType }
  | { readonly sort: 'core table'; readonly value: TableType }
  | { readonly sort: 'core memory'; readonly value: Limits }
  | { readonly sort: 'core global'; readonly value: GlobalType }

export type CoreInstanceShape = ReadonlyMap<string, CoreExternShape>

/** What a core module takes, gives, and allocates when it is instantiated. A module that is only imported allocates nothing known. */
export interface ModuleShape {
  readonly imports: readonly {
    readonly module: string
    readonly name: string
    readonly type: CoreExternShape
  }[]
  readonly exports: CoreInstanceShape
  readonly memories: readonly Limits[]
  readonly tables: readonly TableType[]
}

export type CoreTypeShape =
  | { readonly kind: 'core-func'; readonly signature: FunctionType }
  | { readonly kind: 'core-module'; readonly module: ModuleShape }

/**
 * A component that can be instantiated: one with its bytes, or an imported one of which only the type is known. `tryOut`
 * instantiates without counting what is allocated, and gives the exports.
 */
export type ComponentShape =
  | {
      readonly kind: 'defined'
      readonly binary: ComponentBinary
      readonly environment: Environment
      readonly tryOut: (args: ReadonlyMap<string, ExternShape>) => ReadonlyMap<string, ExternShape>
    }
  | { readonly kind: 'declared'; readonly type: DeclaredShape }

export interface InstanceShape {
  readonly exports: ReadonlyMap<string, ExternShape>
}

/** Anything that a component imports or exports. */
export type ExternShape =
  | { readonly sort: 'core module'; readonly value: ModuleShape }
  | { readonly sort: 'func'; readonly value: FunctionShape }
  | { readonly sort: 'type'; readonly value: TypeShape }
  | { readonly sort: 'component'; readonly value: ComponentShape }
  | { readonly sort: 'instance'; readonly value: InstanceShape }

/** What one entry of each index space is. */
export interface EntryOf {
  readonly 'core func': FunctionType
  readonly 'core table': TableType
  readonly 'core memory': Limits
  readonly 'core global': GlobalType
  readonly 'core type': CoreTypeShape
  readonly 'core module': ModuleShape
  readonly 'core instance': CoreInstanceShape
  readonly func: FunctionShape
  readonly type: TypeShape
  readonly component: ComponentShape
  readonly instance: InstanceShape
}
