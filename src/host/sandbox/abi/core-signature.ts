import { type FunctionType, VALUE_TYPE, type ValueType } from '../../../wasm/core/core-module.ts'
import { refuse } from '../guest-failure.ts'
import type { CoreKind, FunctionLayout } from './layout.ts'
import { flattenAll, MAX_FLAT_RESULTS } from './make-layout.ts'

/** A function of core WebAssembly together with its type, which JavaScript would not check. */
export interface CoreFunction {
  readonly type: FunctionType
  readonly call: (...args: (number | bigint)[]) => unknown
}

/** How the values of a component function travel through core functions. */
export interface FlatSignature {
  /** Null: the parameters go through memory, by pointer. */
  readonly params: readonly CoreKind[] | null
  /** Null: the result goes through memory, by pointer. */
  readonly result: readonly CoreKind[] | null
}

export function flatSignature(type: FunctionLayout): FlatSignature {
  const result = type.result === null ? [] : type.result.flat
  return {
    params: flattenAll(type.params),
    result: result === null || result.length > MAX_FLAT_RESULTS ? null : result,
  }
}

/** Type of the core function behind a lifted one. @source component model CanonicalABI.md */
export function liftedCoreType(flat: FlatSignature): FunctionType {
  return coreType(flat.params ?? ['i32'], flat.result ?? ['i32'])
}

/** Type of the core function that a lowered one becomes; the result's place comes last. */
export function loweredCoreType(flat: FlatSignature): FunctionType {
  const params = flat.params ?? ['i32']
  return flat.result === null ? coreType([...params, 'i32'], []) : coreType(params, flat.result)
}

/** Type of the function to call with the core results of a lifted one. */
export function postReturnType(flat: FlatSignature): FunctionType {
  return coreType(flat.result ?? ['i32'], [])
}

export const REALLOC_TYPE: FunctionType = coreType(['i32', 'i32', 'i32', 'i32'], ['i32'])

export function coreType(params: readonly CoreKind[], results: readonly CoreKind[]): FunctionType {
  const codes = (kinds: readonly CoreKind[]): ValueType[] => kinds.map(kind => VALUE_TYPE[kind])
  return { params: codes(params), results: codes(results) }
}

export function expectType(what: string, found: FunctionType, expected: FunctionType): void {
  if (!sameType(found, expected))
    refuse(`${what} has the core type ${printType(found)}, expected ${printType(expected)}`)
}

function sameType(left: FunctionType, right: FunctionType): boolean {
  return left.params.join() === right.params.join() && left.results.join() === right.results.join()
}

function printType(type: FunctionType): string {
  const name = (code: ValueType) =>
    Object.entries(VALUE_TYPE).find(([, value]) => value === code)?.[0] ?? `0x${code}`
  return `(${type.params.map(name).join(', ')}) -> (${type.results.map(name).join(', ')})`
}
