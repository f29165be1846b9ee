import type { Limits } from '../../wasm/core/core-module.ts'
import type { Environment } from './environment.ts'
import {
  type CoreExternShape,
  type DeclaredShape,
  type FunctionShape,
  isValueShape,
  type ModuleShape,
  type TypeShape,
  type ValueShape,
} from './shapes.ts'

/** True when two function types are the same: parameter names, parameter types and result. Costs `scope` its work. */
export function isSameFunction(found: FunctionShape, wanted: FunctionShape, scope: Environment): boolean {
  return (
    found === wanted ||
    (found.params.length === wanted.params.length &&
      found.params.every((param, index) => {
        const other = wanted.params[index]!
        return param.name === other.name && isSameValue(param.type, other.type, scope)
      }) &&
      isSameOptional(found.result, wanted.result, scope))
  )
}

/** True when two types are the same whatever their names. Instance and component types compare by origin only. */
export function isSameType(found: TypeShape, wanted: TypeShape, scope: Environment): boolean {
  if (found === wanted) return true
  if (isValueShape(found)) return isValueShape(wanted) && isSameValue(found, wanted, scope)
  switch (found.kind) {
    case 'func':
      return wanted.kind === 'func' && isSameFunction(found, wanted, scope)
    case 'resource':
      return wanted.kind === 'resource' && found.identity === wanted.identity
    case 'instance':
    case 'component':
      return wanted.kind === found.kind && found.declarations === (wanted as DeclaredShape).declarations
  }
}

function isSameValue(found: ValueShape, wanted: ValueShape, scope: Environment): boolean {
  if (found === wanted) return true
  scope.budget.spend(1, scope.offset)
  if (found.size !== wanted.size) return false
  switch (found.kind) {
    case 'primitive':
      return wanted.kind === 'primitive' && found.primitive === wanted.primitive
    case 'record':
      return wanted.kind === 'record' && areSameMembers(found.fields, wanted.fields, scope)
    case 'variant':
      return wanted.kind === 'variant' && areSameMembers(found.cases, wanted.cases, scope)
    case 'list':
    case 'option':
      return wanted.kind === found.kind && isSameValue(found.element, wanted.element, scope)
    case 'tuple':
      return (
        wanted.kind === 'tuple' &&
        found.items.length === wanted.items.length &&
        found.items.every((item, index) => isSameValue(item, wanted.items[index]!, scope))
      )
    case 'flags':
    case 'enum':
      return (
        wanted.kind === found.kind &&
        found.labels.length === wanted.labels.length &&
        found.labels.every((label, index) => label === wanted.labels[index])
      )
    case 'result':
      return (
        wanted.kind === 'result' &&
        isSameOptional(found.ok, wanted.ok, scope) &&
        isSameOptional(found.error, wanted.error, scope)
      )
    case 'own':
    case 'borrow':
      return wanted.kind === found.kind && found.resource.identity === wanted.resource.identity
  }
}

interface Member {
  readonly name: string
  readonly type: ValueShape | null
}

function areSameMembers(found: readonly Member[], wanted: readonly Member[], scope: Environment): boolean {
  return (
    found.length === wanted.length &&
    found.every((member, index) => {
      const other = wanted[index]!
      return member.name === other.name && isSameOptional(member.type, other.type, scope)
    })
  )
}

function isSameOptional(found: ValueShape | null, wanted: ValueShape | null, scope: Environment): boolean {
  return found === null || wanted === null ? found === wanted : isSameValue(found, wanted, scope)
}

/** True when a core export can be passed where `wanted` is imported. @source WebAssembly core specification 2.0, 4.5.3 */
export function isCoreMatch(found: CoreExternShape, wanted: CoreExternShape): boolean {
  if (found.sort === 'core func' && wanted.sort === 'core func') {
    return (
      areSameCodes(found.value.params, wanted.value.params) &&
      areSameCodes(found.value.results, wanted.value.results)
    )
  }
  if (found.sort === 'core table' && wanted.sort === 'core table') {
    return (
      found.value.element === wanted.value.element && areLimitsWithin(found.value.limits, wanted.value.limits)
    )
  }
  if (found.sort === 'core memory' && wanted.sort === 'core memory') {
    return areLimitsWithin(found.value, wanted.value)
  }
  if (found.sort === 'core global' && wanted.sort === 'core global') {
    return found.value.value === wanted.value.value && found.value.isMutable === wanted.value.isMutable
  }
  return false
}

export function areSameCodes(found: readonly number[], wanted: readonly number[]): boolean {
  return found.length === wanted.length && found.every((code, index) => code === wanted[index])
}

function areLimitsWithin(found: Limits, wanted: Limits): boolean {
  return (
    found.is64 === wanted.is64 &&
    found.isShared === wanted.isShared &&
    found.min >= wanted.min &&
    (wanted.max === null || (found.max !== null && found.max <= wanted.max))
  )
}

/** True when `found` gives at least what `wanted` gives and takes at most what it takes. */
export function isModuleMatch(found: ModuleShape, wanted: ModuleShape): boolean {
  const given = new Map(wanted.imports.map(entry => [importKey(entry), entry.type]))
  return (
    [...wanted.exports].every(([name, type]) => {
      const own = found.exports.get(name)
      return own !== undefined && isCoreMatch(own, type)
    }) &&
    found.imports.every(entry => {
      const type = given.get(importKey(entry))
      return type !== undefined && isCoreMatch(type, entry.type)
    })
  )
}

function importKey(entry: { readonly module: string; readonly name: string }): string {
  return JSON.stringify([entry.module, entry.name])
}
