import { quote } from '../../quote.ts'
import type { CoreTypeDefinition, ModuleDeclaration } from '../../wasm/component/component-types.ts'
import type { CoreModule, ExportKind, FunctionType, ImportDescription } from '../../wasm/core/core-module.ts'
import type { Environment } from './environment.ts'
import type { CoreExternShape, CoreTypeShape, ModuleShape } from './shapes.ts'

/** What a core module takes and gives. @throws WasmError when an index in it does not exist */
export function shapeOfModule(module: CoreModule, scope: Environment): ModuleShape {
  const spaces = importedSpaces(module, scope)
  for (const typeIndex of module.functions) spaces.function.push(functionExtern(module, typeIndex, scope))
  for (const table of module.tables) spaces.table.push({ sort: 'core table', value: table })
  for (const limits of module.memories) spaces.memory.push({ sort: 'core memory', value: limits })
  for (const global of module.globals) spaces.global.push({ sort: 'core global', value: global.type })
  const exports = new Map<string, CoreExternShape>()
  for (const { name, kind, index } of module.exports) {
    const entry = spaces[kind][index]
    if (entry === undefined) throw scope.malformed(`core export of ${kind} ${index}, which does not exist`)
    if (exports.has(name)) throw scope.malformed(`core export ${quote(name)} given twice`)
    exports.set(name, entry)
  }
  checkImportsDiffer(module, scope)
  return {
    imports: module.imports.map(entry => ({
      module: entry.module,
      name: entry.name,
      type: importExtern(module, entry.description, scope),
    })),
    exports,
    memories: module.memories,
    tables: module.tables,
  }
}

/** Inside a component no two imports of a module may have the same names. */
function checkImportsDiffer(module: CoreModule, scope: Environment): void {
  const seen = new Set<string>()
  for (const entry of module.imports) {
    const key = JSON.stringify([entry.module, entry.name])
    if (seen.has(key))
      throw scope.malformed(`core import ${quote(`${entry.module}.${entry.name}`)} given twice`)
    seen.add(key)
  }
}

function importedSpaces(module: CoreModule, scope: Environment): Record<ExportKind, CoreExternShape[]> {
  const spaces: Record<ExportKind, CoreExternShape[]> = { function: [], table: [], memory: [], global: [] }
  for (const { description } of module.imports) {
    spaces[description.kind].push(importExtern(module, description, scope))
  }
  return spaces
}

function importExtern(
  module: CoreModule,
  description: ImportDescription,
  scope: Environment,
): CoreExternShape {
  switch (description.kind) {
    case 'function':
      return functionExtern(module, description.typeIndex, scope)
    case 'table':
      return { sort: 'core table', value: description.table }
    case 'memory':
      return { sort: 'core memory', value: description.limits }
    case 'global':
      return { sort: 'core global', value: description.global }
  }
}

function functionExtern(module: CoreModule, typeIndex: number, scope: Environment): CoreExternShape {
  const value = module.types[typeIndex]
  if (value === undefined) throw scope.malformed(`core type ${typeIndex} does not exist`)
  return { sort: 'core func', value }
}

/** Resolves a core type of a component. */
export function resolveCoreType(definition: CoreTypeDefinition, scope: Environment): CoreTypeShape {
  if (definition.kind === 'core-func') return definition
  const types: FunctionType[] = []
  const imports: ModuleShape['imports'][number][] = []
  const exports = new Map<string, CoreExternShape>()
  for (const declaration of definition.declarations) {
    if (declaration.kind === 'core-type') types.push(declaration.signature)
    else if (declaration.kind === 'alias-outer') types.push(outerSignature(declaration, types, scope))
    else if (declaration.kind === 'import') {
      const { module, name } = declaration
      imports.push({ module, name, type: declaredExtern(declaration.description, types, scope) })
    } else {
      exports.set(declaration.name, declaredExtern(declaration.description, types, scope))
    }
  }
  return { kind: 'core-module', module: { imports, exports, memories: [], tables: [] } }
}

/** Scope 0 is the module type itself, 1 the scope in which it stands. */
function outerSignature(
  alias: Extract<ModuleDeclaration, { kind: 'alias-outer' }>,
  types: readonly FunctionType[],
  scope: Environment,
): FunctionType {
  if (alias.count === 0) return types[alias.index] ?? missingSignature(alias.index, scope)
  const type = scope.outer(alias.count - 1).at('core type', alias.index)
  return type.kind === 'core-func' ? type.signature : missingSignature(alias.index, scope)
}

function declaredExtern(
  description: Extract<ModuleDeclaration, { kind: 'import' }>['description'],
  types: readonly FunctionType[],
  scope: Environment,
): CoreExternShape {
  switch (description.sort) {
    case 'core func':
      return {
        sort: 'core func',
        value: types[description.type] ?? missingSignature(description.type, scope),
      }
    case 'core table':
      return { sort: 'core table', value: description.table }
    case 'core memory':
      return { sort: 'core memory', value: description.limits }
    case 'core global':
      return { sort: 'core global', value: description.global }
  }
}

function missingSignature(index: number, scope: Environment): never {
  throw scope.malformed(`core type ${index} is no function`)
}
