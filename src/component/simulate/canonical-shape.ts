import type { CanonicalOptions, DefinitionBody } from '../../wasm/component/component-binary.ts'
import { type FunctionType, VALUE_TYPE } from '../../wasm/core/core-module.ts'
import type { Environment } from './environment.ts'
import { type FlatFunction, flattenLifted, flattenLowered } from './flatten-type.ts'
import { areSameCodes } from './match-shapes.ts'
import { functionTypeAt, resourceAt } from './resolve-type.ts'
import type { FunctionShape } from './shapes.ts'

const { i32 } = VALUE_TYPE

const REALLOC: FunctionType = { params: [i32, i32, i32, i32], results: [i32] }
const HANDLE_TO_HANDLE: FunctionType = { params: [i32], results: [i32] }
const HANDLE_TO_NOTHING: FunctionType = { params: [i32], results: [] }

type Body<Kind extends DefinitionBody['kind']> = Extract<DefinitionBody, { kind: Kind }>

/**
 * Adds the function that a `lift` makes.
 * @returns the function, an object of its own
 * @throws WasmError when the core function or an option does not suit the type
 */
export function addLifted(definition: Body<'lift'>, scope: Environment): FunctionShape {
  const shape = functionTypeAt(definition.type, scope)
  const flat = flattenWithin(shape, scope, flattenLifted)
  const core = scope.at('core func', definition.coreFunction)
  if (!isSameSignature(core, flat.signature)) {
    throw scope.malformed('lifted core function of another signature than its type asks for')
  }
  checkOptions(definition.options, flat, scope)
  const { postReturn } = definition.options
  if (
    postReturn !== null &&
    !isSameSignature(scope.at('core func', postReturn), { params: flat.signature.results, results: [] })
  ) {
    throw scope.malformed('post-return function of another signature')
  }
  const lifted = { ...shape }
  scope.add('func', lifted)
  return lifted
}

/**
 * Adds the core function that a `lower` makes.
 * @returns its type, an object of its own
 * @throws WasmError when an option is missing or does not suit
 */
export function addLowered(definition: Body<'lower'>, scope: Environment): FunctionType {
  const flat = flattenWithin(scope.at('func', definition.function), scope, flattenLowered)
  checkOptions(definition.options, flat, scope)
  if (definition.options.postReturn !== null) throw scope.malformed('post-return function of a lower')
  scope.add('core func', flat.signature)
  return flat.signature
}

/** What a lifted or lowered function runs on, besides the function itself. */
export function optionValues(
  { memory, realloc, postReturn }: CanonicalOptions,
  scope: Environment,
): object[] {
  return [
    ...(memory === null ? [] : [scope.at('core memory', memory)]),
    ...(realloc === null ? [] : [scope.at('core func', realloc)]),
    ...(postReturn === null ? [] : [scope.at('core func', postReturn)]),
  ]
}

/** Adds a resource built-in. Making a handle and opening one are for the component that defines the resource. */
export function addResourceBuiltIn(
  definition: Body<'resource-new' | 'resource-drop' | 'resource-rep'>,
  scope: Environment,
): void {
  const resource = resourceAt(definition.resource, scope)
  if (definition.kind === 'resource-drop') {
    scope.add('core func', HANDLE_TO_NOTHING)
    return
  }
  if (resource.definedIn !== scope) {
    throw scope.malformed(`${definition.kind} of a resource that is defined elsewhere`)
  }
  scope.add('core func', HANDLE_TO_HANDLE)
}

function flattenWithin(
  shape: FunctionShape,
  scope: Environment,
  flatten: (shape: FunctionShape) => FlatFunction,
): FlatFunction {
  const nodes = [...shape.params.map(param => param.type.size), shape.result?.size ?? 0]
  scope.budget.spend(
    nodes.reduce((sum, size) => sum + size, 1),
    scope.offset,
  )
  return flatten(shape)
}

function checkOptions(options: CanonicalOptions, flat: FlatFunction, scope: Environment): void {
  if (flat.needsMemory && options.memory === null) throw scope.malformed('canonical option memory is missing')
  if (flat.needsRealloc && options.realloc === null) {
    throw scope.malformed('canonical option realloc is missing')
  }
  if (options.memory !== null && scope.at('core memory', options.memory).is64) {
    throw scope.unsupported('canonical option memory with 64-bit addresses')
  }
  if (options.realloc === null) return
  if (options.memory === null) throw scope.malformed('canonical option realloc without memory')
  if (!isSameSignature(scope.at('core func', options.realloc), REALLOC)) {
    throw scope.malformed('realloc function of another signature')
  }
}

function isSameSignature(found: FunctionType, wanted: FunctionType): boolean {
  return areSameCodes(found.params, wanted.params) && areSameCodes(found.results, wanted.results)
}
