import type { ComponentBinary, Sort } from '../../wasm/component/component-binary.ts'
import type { TypeDeclaration } from '../../wasm/component/component-types.ts'
import type { CoreModule } from '../../wasm/core/core-module.ts'
import type { CoreFunction } from './abi/core-signature.ts'
import type { FunctionLayout, Layout, ResourceType } from './abi/layout.ts'
import type { ComponentFunction } from './abi/lift-function.ts'
import { refuse } from './guest-failure.ts'

/** A core module after the rewrite: what V8 runs, and what we know of its types. */
export interface CompiledModule {
  readonly compiled: WebAssembly.Module
  readonly module: CoreModule
  /** Fuel that instantiation itself uses. */
  readonly startupFuel: number
}

export type CoreItem =
  | { readonly sort: 'core func'; readonly value: CoreFunction }
  | { readonly sort: 'core table' | 'core memory' | 'core global'; readonly value: unknown }

export type CoreInstance = ReadonlyMap<string, CoreItem>

/** A type index resolves to a value type, a function, a resource, or the type of an instance or component. */
export type ResolvedType =
  | Layout
  | FunctionLayout
  | ResourceType
  | {
      readonly kind: 'instance-type'
      readonly declarations: readonly TypeDeclaration[]
      readonly scope: LinkScope
    }
  | { readonly kind: 'component-type' }

/** A component with the scope that its outer aliases see. */
export interface ComponentClosure {
  readonly binary: ComponentBinary
  readonly scope: LinkScope
}

export type ComponentExports = ReadonlyMap<string, Extern>

/** What each index space holds. */
export interface SpaceEntries {
  'core func': CoreFunction
  'core table': unknown
  'core memory': unknown
  'core global': unknown
  'core type': null
  'core module': CompiledModule
  'core instance': CoreInstance
  func: ComponentFunction
  type: ResolvedType
  component: ComponentClosure
  instance: ComponentExports
}

/** Something that components pass to each other, with its sort. */
export interface Extern {
  readonly sort: Sort
  readonly value: SpaceEntries[Sort]
}

/** The index spaces of a component or type while it is linked. */
export class LinkScope {
  private readonly spaces = new Map<Sort, unknown[]>()

  constructor(private readonly parent: LinkScope | null) {}

  define<S extends Sort>(sort: S, entry: SpaceEntries[S]): void {
    const space = this.spaces.get(sort)
    if (space === undefined) this.spaces.set(sort, [entry])
    else space.push(entry)
  }

  get<S extends Sort>(sort: S, index: number): SpaceEntries[S] {
    const space = this.spaces.get(sort)
    if (space === undefined || index >= space.length) refuse(`${sort} ${index} does not exist`)
    return space[index] as SpaceEntries[S]
  }

  extern(sort: Sort, index: number): Extern {
    return { sort, value: this.get(sort, index) }
  }

  outer(count: number): LinkScope {
    let scope: LinkScope = this
    for (let level = 0; level < count; level++)
      scope = scope.parent ?? refuse('an outer scope does not exist')
    return scope
  }

  /** Copies one entry of an enclosing scope into this one. */
  aliasOuter(sort: Sort, count: number, index: number): void {
    this.define(sort, this.outer(count).get(sort, index))
  }

  functionType(index: number): FunctionLayout {
    const type = this.get('type', index)
    return type.kind === 'func' ? type : refuse(`type ${index} is not a function type`)
  }

  resource(index: number): ResourceType {
    const type = this.get('type', index)
    return type.kind === 'resource' ? type : refuse(`type ${index} is not a resource`)
  }
}
