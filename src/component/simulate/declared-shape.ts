import { quote } from '../../quote.ts'
import type { ExternDescription, TypeDeclaration } from '../../wasm/component/component-types.ts'
import { Environment } from './environment.ts'
import { checkExternName, foldName } from './extern-name.ts'
import { isModuleMatch, isSameFunction, isSameType } from './match-shapes.ts'
import { resolveCoreType } from './module-shape.ts'
import { functionTypeAt, resolveType } from './resolve-type.ts'
import type { ComponentShape, DeclaredShape, ExternShape, ModuleShape, TypeShape } from './shapes.ts'

export type Externs = ReadonlyMap<string, ExternShape>

/** What fills a declared type: `args` its imports, `found` its exports. What is not given is made up from the types. */
interface Filling {
  readonly args?: Externs
  readonly found?: Externs
}

/**
 * Walks an instance or component type.
 * With `found` it checks that those exports are there with the declared types, and binds resources to them.
 * @throws WasmError on a mismatch
 */
export function openDeclared(type: DeclaredShape, user: Environment, filling: Filling) {
  const scope = new Environment(type.environment, user.budget)
  scope.offset = user.offset
  const imports = new Map<string, ExternShape>()
  const exports = new Map<string, ExternShape>()
  const names = { import: new Set<string>(), export: new Set<string>() }
  for (const declaration of type.declarations) {
    if (declaration.kind !== 'import' && declaration.kind !== 'export') {
      openPlain(declaration, scope)
      continue
    }
    const { kind, name, description } = declaration
    addName(names[kind], kind, name, scope)
    const given = kind === 'import' ? filling.args : filling.found
    const extern = given ? conform(given, name, description, scope) : makeUp(name, description, scope)
    scope.addExtern(extern)
    if (kind === 'export') exports.set(name, extern)
    else imports.set(name, extern)
  }
  return { imports, exports }
}

/** Records a name of an import or export. @throws WasmError for a name that breaks the grammar or stands already */
export function addName(
  seen: Set<string>,
  kind: 'import' | 'export',
  name: string,
  scope: Environment,
): void {
  checkExternName(name, kind, scope)
  const folded = foldName(name)
  if (seen.has(folded)) throw scope.malformed(`${kind} ${quote(name)} given twice`)
  seen.add(folded)
}

function openPlain(
  declaration: Exclude<TypeDeclaration, { kind: 'import' | 'export' }>,
  scope: Environment,
): void {
  switch (declaration.kind) {
    case 'core-type':
      scope.add('core type', resolveCoreType(declaration.type, scope))
      break
    case 'type':
      scope.add('type', resolveType(declaration.type, scope))
      break
    case 'alias-outer':
      scope.add(declaration.sort, scope.outer(declaration.count).at(declaration.sort, declaration.index))
      break
    case 'alias-export':
      scope.addExtern(exportOf(declaration, scope))
  }
}

/** The export that an alias names. @throws WasmError when the instance has none of that name and sort */
export function exportOf(
  alias: { readonly sort: ExternShape['sort']; readonly instance: number; readonly name: string },
  scope: Environment,
): ExternShape {
  const extern = scope.at('instance', alias.instance).exports.get(alias.name)
  if (extern === undefined)
    throw scope.malformed(`instance ${alias.instance} has no export ${quote(alias.name)}`)
  if (extern.sort !== alias.sort)
    throw scope.malformed(`export ${quote(alias.name)} is a ${extern.sort}, not a ${alias.sort}`)
  return extern
}

/** An import or export of which only the type is known. Each made-up function is an object of its own. */
export function makeUp(name: string, description: ExternDescription, scope: Environment): ExternShape {
  switch (description.sort) {
    case 'func':
      return { sort: 'func', value: { ...functionTypeAt(description.type, scope) } }
    case 'type':
      return { sort: 'type', value: boundType(name, description.equals, scope) }
    case 'core module':
      return { sort: 'core module', value: moduleTypeAt(description.type, scope) }
    case 'instance':
      scope.budget.spendInstance(scope.offset)
      return {
        sort: 'instance',
        value: openDeclared(declaredAt('instance', description.type, scope), scope, {}),
      }
    case 'component':
      return {
        sort: 'component',
        value: { kind: 'declared', type: declaredAt('component', description.type, scope) },
      }
  }
}

function boundType(name: string, equals: number | null, scope: Environment): TypeShape {
  return equals === null
    ? { kind: 'resource', identity: {}, definedIn: null, name }
    : { ...scope.at('type', equals), name }
}

/** The entry `name` of `given`, which must have the type described. @throws WasmError otherwise */
export function conform(
  given: Externs,
  name: string,
  description: ExternDescription,
  scope: Environment,
): ExternShape {
  const extern = given.get(name)
  if (extern === undefined) throw scope.malformed(`${description.sort} ${quote(name)} is not given`)
  checkConforms(name, extern, description, scope)
  return extern
}

/** @throws WasmError when `extern` is not of the type described in `scope` */
export function checkConforms(
  name: string,
  extern: ExternShape,
  description: ExternDescription,
  scope: Environment,
): void {
  if (extern.sort !== description.sort) {
    throw scope.malformed(`${quote(name)} is a ${extern.sort} where a ${description.sort} is asked for`)
  }
  if (description.sort === 'type') {
    if (!isTypeWithin(extern.value as TypeShape, description.equals, scope)) {
      throw scope.malformed(`type ${quote(name)} differs from the one asked for`)
    }
    return
  }
  const isMatch =
    extern.sort === 'func'
      ? isSameFunction(extern.value, functionTypeAt(description.type, scope), scope)
      : extern.sort !== 'core module' || isModuleMatch(extern.value, moduleTypeAt(description.type, scope))
  if (!isMatch) throw scope.malformed(`${extern.sort} ${quote(name)} has another type than the one asked for`)
  if (extern.sort === 'instance') {
    scope.budget.spendInstance(scope.offset)
    openDeclared(declaredAt('instance', description.type, scope), scope, { found: extern.value.exports })
  }
  if (extern.sort === 'component') {
    checkComponent(extern.value, declaredAt('component', description.type, scope), scope)
  }
}

/** A component fits a type when it can live on the imports of the type, and then gives the exports of the type. */
function checkComponent(found: ComponentShape, wanted: DeclaredShape, scope: Environment): void {
  scope.budget.spendInstance(scope.offset)
  const { imports } = openDeclared(wanted, scope, {})
  const exports =
    found.kind === 'defined'
      ? found.tryOut(imports)
      : openDeclared(found.type, scope, { args: imports }).exports
  openDeclared(wanted, scope, { args: imports, found: exports })
}

function isTypeWithin(found: TypeShape, equals: number | null, scope: Environment): boolean {
  return equals === null ? found.kind === 'resource' : isSameType(found, scope.at('type', equals), scope)
}

function moduleTypeAt(index: number, scope: Environment): ModuleShape {
  const type = scope.at('core type', index)
  if (type.kind !== 'core-module') throw scope.malformed(`core type ${index} is not a module`)
  return type.module
}

function declaredAt(kind: DeclaredShape['kind'], index: number, scope: Environment): DeclaredShape {
  const type = scope.at('type', index)
  if (type.kind !== kind) throw scope.malformed(`type ${index} is not of kind ${kind} but ${type.kind}`)
  return type as DeclaredShape
}
