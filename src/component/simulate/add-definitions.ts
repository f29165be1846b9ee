import { quote } from '../../quote.ts'
import type { ComponentDefinition } from '../../wasm/component/component-binary.ts'
import type { ExternDescription } from '../../wasm/component/component-types.ts'
import { addName, checkConforms } from './declared-shape.ts'
import type { Environment } from './environment.ts'
import { functionTypeAt } from './resolve-type.ts'
import type { CoreExternShape, ExternShape } from './shapes.ts'

type Definition<Kind extends ComponentDefinition['kind']> = Extract<ComponentDefinition, { kind: Kind }>

/** A core instance made in place of what others gave; it allocates nothing. */
export function addCoreInline(definition: Definition<'core-inline-exports'>, scope: Environment): void {
  const exports = new Map<string, CoreExternShape>()
  for (const { name, sort, index } of definition.exports) {
    if (exports.has(name)) throw scope.malformed(`core export ${quote(name)} given twice`)
    exports.set(name, { sort, value: scope.at(sort, index) } as CoreExternShape)
  }
  scope.add('core instance', exports)
}

/** An instance made in place. */
export function addInline(definition: Definition<'inline-exports'>, scope: Environment): void {
  const exports = new Map<string, ExternShape>()
  const names = new Set<string>()
  for (const { name, sort, index } of definition.exports) {
    addName(names, 'export', name, scope)
    exports.set(name, scope.externAt(sort, index))
  }
  scope.add('instance', { exports })
}

/** @throws WasmError when the core instance has no such export, or one of another sort */
export function addCoreAlias(definition: Definition<'alias-core-export'>, scope: Environment): void {
  const extern = scope.at('core instance', definition.instance).get(definition.name)
  if (extern === undefined)
    throw scope.malformed(`core instance ${definition.instance} has no export ${quote(definition.name)}`)
  if (extern.sort !== definition.sort) {
    throw scope.malformed(
      `core export ${quote(definition.name)} is a ${extern.sort}, not a ${definition.sort}`,
    )
  }
  scope.add(extern.sort, extern.value)
}

/** An export defines a new index: a type gets a name, a function is seen at the type ascribed to it. */
export function addExport({ target, ascribed, name }: Definition<'export'>, scope: Environment): ExternShape {
  const extern = scope.externAt(target.sort, target.index)
  if (ascribed !== null) checkConforms(name, extern, ascribed, scope)
  const exported = exportedAs(name, extern, ascribed, scope)
  scope.addExtern(exported)
  return exported
}

function exportedAs(
  name: string,
  extern: ExternShape,
  ascribed: ExternDescription | null,
  scope: Environment,
): ExternShape {
  if (extern.sort === 'type') return { sort: 'type', value: { ...extern.value, name } }
  if (extern.sort !== 'func' || ascribed?.sort !== 'func') return extern
  const origin = extern.value.origin ?? extern.value
  return { sort: 'func', value: { ...functionTypeAt(ascribed.type, scope), origin } }
}
