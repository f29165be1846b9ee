import type { CoreTypeDefinition, ExternDescription, TypeDefinition } from './component-types.ts'

export type CoreSort =
  | 'core func'
  | 'core table'
  | 'core memory'
  | 'core global'
  | 'core type'
  | 'core module'
  | 'core instance'

/** Index spaces of a component, named as in the text format. Values are refused by the reader, so they have no sort. */
export type Sort = CoreSort | 'func' | 'type' | 'component' | 'instance'

export interface SortIndex {
  readonly sort: Sort
  readonly index: number
}

export interface NamedIndex extends SortIndex {
  readonly name: string
}

export interface CanonicalOptions {
  readonly stringEncoding: 'utf8' | 'utf16' | 'latin1+utf16'
  /** Index of a core memory. */
  readonly memory: number | null
  /** Indices of core functions. */
  readonly realloc: number | null
  readonly postReturn: number | null
}

/** An export of an instance of the same scope. Whether the instance has it, and of that sort, is not checked here. */
export interface ExportAlias {
  readonly kind: 'alias-export'
  readonly sort: 'core module' | 'func' | 'type' | 'component' | 'instance'
  readonly instance: number
  readonly name: string
}

/** A definition of an enclosing component or type: `count` scopes outwards, 0 being the scope of the alias itself. */
export interface OuterAlias {
  readonly kind: 'alias-outer'
  readonly sort: 'core module' | 'core type' | 'type' | 'component'
  readonly count: number
  readonly index: number
}

export type DefinitionBody =
  /** `bytes` is a view that `readCoreModule` takes; its errors count from `offset`. */
  | { readonly kind: 'core-module'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'core-instantiate'
      readonly module: number
      readonly args: readonly { readonly name: string; readonly instance: number }[]
    }
  | { readonly kind: 'core-inline-exports'; readonly exports: readonly NamedIndex[] }
  | { readonly kind: 'core-type'; readonly type: CoreTypeDefinition }
  | { readonly kind: 'component'; readonly component: ComponentBinary }
  | { readonly kind: 'instantiate'; readonly component: number; readonly args: readonly NamedIndex[] }
  | { readonly kind: 'inline-exports'; readonly exports: readonly NamedIndex[] }
  | ExportAlias
  | {
      readonly kind: 'alias-core-export'
      readonly sort: CoreSort
      readonly instance: number
      readonly name: string
    }
  | OuterAlias
  | { readonly kind: 'type'; readonly type: TypeDefinition }
  /** `type` is a type index that must resolve to a function type. */
  | {
      readonly kind: 'lift'
      readonly coreFunction: number
      readonly options: CanonicalOptions
      readonly type: number
    }
  | { readonly kind: 'lower'; readonly function: number; readonly options: CanonicalOptions }
  | { readonly kind: 'resource-new' | 'resource-drop' | 'resource-rep'; readonly resource: number }
  | { readonly kind: 'import'; readonly name: string; readonly description: ExternDescription }
  /** Also defines a new index of the target's sort. */
  | {
      readonly kind: 'export'
      readonly name: string
      readonly target: SortIndex
      readonly ascribed: ExternDescription | null
    }
  | { readonly kind: 'custom'; readonly name: string; readonly bytes: Uint8Array }

/** `offset` is where the definition starts, in bytes from the start of the whole buffer (for a core module: its first byte). */
export type ComponentDefinition = DefinitionBody & { readonly offset: number }

/**
 * A component as it is written: definitions in order. Every index in it lies within its index space at that place, so
 * a consumer that keeps one list per sort never reads past an end; what an index refers to is not checked here.
 */
export interface ComponentBinary {
  readonly definitions: readonly ComponentDefinition[]
  /** Where the component starts in the whole buffer, and its size in bytes. */
  readonly offset: number
  readonly byteLength: number
  /** What it counts for in an `ItemBudget`, with all that is nested in it but the contents of core modules. */
  readonly items: number
}

/** The index space that a definition adds one entry to; null for a custom section. */
export function definedSort(definition: DefinitionBody): Sort | null {
  switch (definition.kind) {
    case 'core-module':
      return 'core module'
    case 'core-instantiate':
    case 'core-inline-exports':
      return 'core instance'
    case 'core-type':
      return 'core type'
    case 'component':
      return 'component'
    case 'instantiate':
    case 'inline-exports':
      return 'instance'
    case 'alias-export':
    case 'alias-core-export':
    case 'alias-outer':
      return definition.sort
    case 'type':
      return 'type'
    case 'lift':
      return 'func'
    case 'lower':
    case 'resource-new':
    case 'resource-drop':
    case 'resource-rep':
      return 'core func'
    case 'import':
      return definition.description.sort
    case 'export':
      return definition.target.sort
    case 'custom':
      return null
  }
}
