import { type FunctionType, VALUE_TYPE, type ValueType } from '../../wasm/core/core-module.ts'
import type { FunctionShape, ValueShape } from './shapes.ts'

/** Parameters that travel as core values; more of them travel through memory. @source component model CanonicalABI.md */
const MAX_FLAT_PARAMS = 16
const MAX_FLAT_RESULTS = 1

const { i32, i64, f32, f64 } = VALUE_TYPE

/** How a component function looks as a core function, and what it needs from the canonical options. */
export interface FlatFunction {
  readonly signature: FunctionType
  readonly needsMemory: boolean
  readonly needsRealloc: boolean
}

/** The core function that a `lift` takes. */
export function flattenLifted(shape: FunctionShape): FlatFunction {
  const { params, results, areParamsSpilled, areResultsSpilled } = flattenBoth(shape)
  const takesPointers = shape.params.some(param => holdsPointer(param.type))
  return {
    signature: {
      params: areParamsSpilled ? [i32] : params,
      results: areResultsSpilled ? [i32] : results,
    },
    needsMemory: areParamsSpilled || areResultsSpilled || takesPointers || givesPointers(shape),
    needsRealloc: areParamsSpilled || takesPointers,
  }
}

/** The core function that a `lower` gives. */
export function flattenLowered(shape: FunctionShape): FlatFunction {
  const { params, results, areParamsSpilled, areResultsSpilled } = flattenBoth(shape)
  const own = areParamsSpilled ? [i32] : params
  return {
    signature: {
      params: areResultsSpilled ? [...own, i32] : own,
      results: areResultsSpilled ? [] : results,
    },
    needsMemory:
      areParamsSpilled ||
      areResultsSpilled ||
      givesPointers(shape) ||
      shape.params.some(param => holdsPointer(param.type)),
    needsRealloc: givesPointers(shape),
  }
}

function flattenBoth(shape: FunctionShape) {
  const params = shape.params.flatMap(param => flattenValue(param.type))
  const results = shape.result === null ? [] : flattenValue(shape.result)
  return {
    params,
    results,
    areParamsSpilled: params.length > MAX_FLAT_PARAMS,
    areResultsSpilled: results.length > MAX_FLAT_RESULTS,
  }
}

function givesPointers(shape: FunctionShape): boolean {
  return shape.result !== null && holdsPointer(shape.result)
}

function holdsPointer(shape: ValueShape): boolean {
  switch (shape.kind) {
    case 'primitive':
      return shape.primitive === 'string'
    case 'list':
      return true
    case 'option':
      return holdsPointer(shape.element)
    case 'record':
      return shape.fields.some(field => holdsPointer(field.type))
    case 'variant':
      return shape.cases.some(each => each.type !== null && holdsPointer(each.type))
    case 'tuple':
      return shape.items.some(holdsPointer)
    case 'result':
      return [shape.ok, shape.error].some(each => each !== null && holdsPointer(each))
    default:
      return false
  }
}

function flattenValue(shape: ValueShape): ValueType[] {
  switch (shape.kind) {
    case 'primitive':
      return flattenPrimitive(shape.primitive)
    case 'record':
      return shape.fields.flatMap(field => flattenValue(field.type))
    case 'tuple':
      return shape.items.flatMap(flattenValue)
    case 'list':
      return [i32, i32]
    case 'variant':
      return flattenCases(shape.cases.map(each => each.type))
    case 'option':
      return flattenCases([null, shape.element])
    case 'result':
      return flattenCases([shape.ok, shape.error])
    default:
      return [i32]
  }
}

function flattenPrimitive(name: string): ValueType[] {
  if (name === 'string') return [i32, i32]
  if (name === 's64' || name === 'u64') return [i64]
  if (name === 'f32') return [f32]
  return name === 'f64' ? [f64] : [i32]
}

/** A discriminant, then slots wide enough for every case. */
function flattenCases(cases: readonly (ValueShape | null)[]): ValueType[] {
  const joined: ValueType[] = []
  for (const each of cases) {
    const flat = each === null ? [] : flattenValue(each)
    for (const [index, type] of flat.entries()) joined[index] = joinTypes(joined[index] ?? type, type)
  }
  return [i32, ...joined]
}

function joinTypes(one: ValueType, other: ValueType): ValueType {
  if (one === other) return one
  const areNarrow = [one, other].every(type => type === i32 || type === f32)
  return areNarrow ? i32 : i64
}
