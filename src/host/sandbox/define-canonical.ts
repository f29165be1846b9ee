import type { CanonicalOptions, ComponentDefinition } from '../../wasm/component/component-binary.ts'
import { CanonicalContext, guestMemoryOf, type Realloc } from './abi/canonical-context.ts'
import type { ComponentInstance } from './abi/component-instance.ts'
import { type CoreFunction, coreType, expectType, REALLOC_TYPE } from './abi/core-signature.ts'
import { dropHandle } from './abi/handles.ts'
import type { ResourceType } from './abi/layout.ts'
import { liftFunction } from './abi/lift-function.ts'
import { lowerFunction } from './abi/lower-function.ts'
import { refuse } from './guest-failure.ts'
import type { Extern, LinkScope } from './link-scope.ts'

/** Where a definition is linked. */
export interface Place {
  readonly scope: LinkScope
  readonly instance: ComponentInstance
  /** Arguments of a nested component; null at the root, whose imports the host answers. */
  readonly args: ReadonlyMap<string, Extern> | null
  readonly exports: Map<string, Extern>
}

type CanonicalDefinition = Extract<
  ComponentDefinition,
  { kind: 'lift' | 'lower' | 'resource-new' | 'resource-drop' | 'resource-rep' }
>

/** Defines what a canonical definition makes: a component function out of a core one, or the other way round. */
export function defineCanonical(definition: CanonicalDefinition, at: Place): void {
  const { scope } = at
  if (definition.kind === 'lift') {
    const { postReturn } = definition.options
    const post = postReturn === null ? null : scope.get('core func', postReturn)
    const type = scope.functionType(definition.type)
    const core = scope.get('core func', definition.coreFunction)
    scope.define('func', liftFunction(contextOf(definition.options, at), type, core, post))
  } else if (definition.kind === 'lower') {
    const target = scope.get('func', definition.function)
    scope.define('core func', lowerFunction(contextOf(definition.options, at), target))
  } else scope.define('core func', resourceFunction(definition.kind, scope.resource(definition.resource), at))
}

function contextOf(options: CanonicalOptions, { scope, instance }: Place): CanonicalContext {
  const memory =
    options.memory === null ? null : (scope.get('core memory', options.memory) as WebAssembly.Memory)
  let realloc: Realloc | null = null
  if (options.realloc !== null) {
    const found = scope.get('core func', options.realloc)
    expectType('a realloc function', found.type, REALLOC_TYPE)
    realloc = found.call as Realloc
  }
  return new CanonicalContext(instance, options.stringEncoding, guestMemoryOf(memory), realloc)
}

function resourceFunction(
  kind: 'resource-new' | 'resource-drop' | 'resource-rep',
  resource: ResourceType,
  { instance }: Place,
): CoreFunction {
  if (kind !== 'resource-drop' && resource.owner !== instance)
    refuse(`${kind.replace('-', '.')} of a resource that another component defines`)
  const call = (value: number | bigint): unknown => {
    const index = Number(value)
    if (kind === 'resource-rep') return instance.get(index >>> 0, resource).representation
    instance.checkMayLeave()
    if (kind === 'resource-new') return instance.add({ resource, representation: index }, true)
    return dropHandle(instance, index >>> 0, resource)
  }
  return { type: coreType(['i32'], kind === 'resource-drop' ? [] : ['i32']), call }
}

export function makeResource(destructor: number | null, { scope, instance }: Place): ResourceType {
  if (destructor === null) return { kind: 'resource', owner: instance, destructor: null }
  const found = scope.get('core func', destructor)
  expectType('a resource destructor', found.type, coreType(['i32'], []))
  return {
    kind: 'resource',
    owner: instance,
    destructor: representation => found.call(representation),
  }
}
