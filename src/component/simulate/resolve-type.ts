import { quote } from '../../quote.ts'
import type { NamedType, TypeDefinition, TypeReference } from '../../wasm/component/component-types.ts'
import type { Environment } from './environment.ts'
import {
  type FunctionShape,
  isValueShape,
  type NamedShape,
  type ResourceShape,
  type TypeShape,
  type ValueShape,
} from './shapes.ts'

/** Largest type, written out as a tree: a type that names another twice, thirty times over, would have a billion nodes. */
const MAX_TYPE_NODES = 10_000

/** The depth at which the host's engine stops. @source wasmtime, component type builder */
const MAX_TYPE_DEPTH = 100

/** Resolves a type definition in the scope where it stands. @throws WasmError when an index is of the wrong kind */
export function resolveType(definition: TypeDefinition, scope: Environment): TypeShape {
  switch (definition.kind) {
    case 'func':
      return resolveFunction(definition.params, definition.result, scope)
    case 'component':
    case 'instance':
      return { kind: definition.kind, declarations: definition.declarations, environment: scope }
    case 'resource':
      if (definition.destructor !== null) checkDestructor(scope, definition.destructor)
      return { kind: 'resource', identity: {}, definedIn: scope }
    default:
      return bounded(resolveValueDefinition(definition, scope), scope)
  }
}

type ValueDefinition = Exclude<TypeDefinition, { kind: 'func' | 'component' | 'instance' | 'resource' }>

function resolveValueDefinition(definition: ValueDefinition, scope: Environment): ValueShape {
  switch (definition.kind) {
    case 'primitive':
      return { kind: 'primitive', size: 1, depth: 1, primitive: definition.name }
    case 'record': {
      checkLabels(
        definition.fields.map(field => field.name),
        scope,
      )
      const fields = definition.fields.map(field => namedShape(field, scope))
      return { kind: 'record', ...measure(fields.map(field => field.type)), fields }
    }
    case 'variant': {
      checkLabels(
        definition.cases.map(each => each.name),
        scope,
      )
      const cases = definition.cases.map(each => ({
        name: each.name,
        type: optionalShape(each.type, scope),
      }))
      return { kind: 'variant', ...measure(cases.map(each => each.type)), cases }
    }
    case 'list':
    case 'option': {
      const element = valueShape(definition.kind === 'list' ? definition.element : definition.value, scope)
      return { kind: definition.kind, ...measure([element]), element }
    }
    case 'tuple': {
      const items = definition.items.map(item => valueShape(item, scope))
      return { kind: 'tuple', ...measure(items), items }
    }
    case 'flags':
    case 'enum':
      return labelsShape(definition.kind, definition.labels, scope)
    case 'result': {
      const ok = optionalShape(definition.ok, scope)
      const error = optionalShape(definition.error, scope)
      return { kind: 'result', ...measure([ok, error]), ok, error }
    }
    case 'own':
    case 'borrow':
      return { kind: definition.kind, size: 1, depth: 1, resource: resourceAt(definition.resource, scope) }
  }
}

/** The engines take at most 32 flags. */
function labelsShape(kind: 'flags' | 'enum', labels: readonly string[], scope: Environment): ValueShape {
  if (kind === 'flags' && labels.length > 32) throw scope.malformed('more than 32 flags')
  checkLabels(labels, scope)
  return { kind, size: labels.length + 1, depth: 1, labels }
}

export function resourceAt(index: number, scope: Environment): ResourceShape {
  const shape = scope.at('type', index)
  if (shape.kind !== 'resource') throw scope.malformed(`type ${index} is a ${shape.kind}, not a resource`)
  return shape
}

/** @throws WasmError when the type at `index` is not a function type */
export function functionTypeAt(index: number, scope: Environment): FunctionShape {
  const shape = scope.at('type', index)
  if (shape.kind !== 'func') throw scope.malformed(`type ${index} is a ${shape.kind}, not a function`)
  return shape
}

function resolveFunction(
  params: readonly NamedType[],
  result: TypeReference | null,
  scope: Environment,
): FunctionShape {
  checkLabels(
    params.map(param => param.name),
    scope,
  )
  const shape: FunctionShape = {
    kind: 'func',
    params: params.map(param => namedShape(param, scope)),
    result: optionalShape(result, scope),
  }
  const { size } = measure([...shape.params.map(param => param.type), shape.result])
  if (size > MAX_TYPE_NODES) throw scope.unsupported(`type of more than ${MAX_TYPE_NODES} nodes`)
  scope.budget.spend(size, scope.offset)
  if (shape.result !== null && holdsBorrow(shape.result)) throw scope.malformed('result that holds a borrow')
  return shape
}

function namedShape(entry: NamedType, scope: Environment): NamedShape {
  return { name: entry.name, type: valueShape(entry.type, scope) }
}

function optionalShape(reference: TypeReference | null, scope: Environment): ValueShape | null {
  return reference === null ? null : valueShape(reference, scope)
}

function valueShape(reference: TypeReference, scope: Environment): ValueShape {
  if (typeof reference === 'string') return { kind: 'primitive', size: 1, depth: 1, primitive: reference }
  const shape = scope.at('type', reference)
  if (!isValueShape(shape)) throw scope.malformed(`type ${reference} is a ${shape.kind}, not a value type`)
  return shape
}

/** Size and depth of a type made of `parts`; null stands for a case or result without a type. */
function measure(parts: readonly (ValueShape | null)[]): { size: number; depth: number } {
  let size = 1
  let depth = 0
  for (const part of parts) {
    size += part?.size ?? 1
    depth = Math.max(depth, part?.depth ?? 0)
  }
  return { size, depth: depth + 1 }
}

function bounded(shape: ValueShape, scope: Environment): ValueShape {
  if (shape.size > MAX_TYPE_NODES) throw scope.unsupported(`type of more than ${MAX_TYPE_NODES} nodes`)
  if (shape.depth > MAX_TYPE_DEPTH) throw scope.unsupported(`type nested more than ${MAX_TYPE_DEPTH} deep`)
  return shape
}

/** Labels are kebab-case words and differ in more than case. @source component model Explainer.md, names */
function checkLabels(labels: readonly string[], scope: Environment): void {
  const seen = new Set<string>()
  for (const label of labels) {
    if (!isLabel(label)) throw scope.malformed(`label ${quote(label)} is not in kebab-case`)
    const folded = label.toLowerCase()
    if (seen.has(folded)) throw scope.malformed(`label ${quote(label)} given twice`)
    seen.add(folded)
  }
}

/** Words of one case each, joined by single hyphens; the first begins with a letter. */
export function isLabel(text: string): boolean {
  return /^(?:[a-z][a-z0-9]*|[A-Z][A-Z0-9]*)(?:-(?:[a-z0-9]+|[A-Z0-9]+))*$/.test(text)
}

function holdsBorrow(shape: ValueShape): boolean {
  switch (shape.kind) {
    case 'borrow':
      return true
    case 'record':
      return shape.fields.some(field => holdsBorrow(field.type))
    case 'variant':
      return shape.cases.some(each => each.type !== null && holdsBorrow(each.type))
    case 'list':
    case 'option':
      return holdsBorrow(shape.element)
    case 'tuple':
      return shape.items.some(holdsBorrow)
    case 'result':
      return [shape.ok, shape.error].some(each => each !== null && holdsBorrow(each))
    default:
      return false
  }
}

function checkDestructor(scope: Environment, index: number): void {
  const { params, results } = scope.at('core func', index)
  if (params.length !== 1 || params[0] !== 0x7f || results.length > 0) {
    throw scope.malformed('destructor that is not a core function of one i32')
  }
}
