import type { Environment } from './environment.ts'
import type { ExternShape, FunctionShape, TypeShape, ValueShape } from './shapes.ts'

/**
 * The rule that what crosses the border of a component has a name there: a function may use a record, variant, enum,
 * flags or resource only when that was imported (or, for exports, imported or exported) before.
 * @source component model Explainer.md, "valid to be used as import/export"
 */
export class NamedTypes {
  /** Types by identity; resources by the identity that all their names share. */
  private readonly imported = new Set<object>()
  private readonly exported = new Set<object>()

  addImport(extern: ExternShape, scope: Environment): void {
    for (const type of typesOf(extern)) {
      this.imported.add(keyOf(type))
      this.exported.add(keyOf(type))
    }
    for (const shape of functionsOf(extern)) this.check(shape, this.imported, 'import', scope)
  }

  /** Functions inside an instance are not looked at: the component that made the instance has named their types. */
  addExport(extern: ExternShape, scope: Environment): void {
    for (const type of typesOf(extern)) this.exported.add(keyOf(type))
    if (extern.sort === 'func') this.check(extern.value, this.exported, 'export', scope)
  }

  private check(shape: FunctionShape, named: ReadonlySet<object>, kind: string, scope: Environment): void {
    const types = [...shape.params.map(param => param.type), ...(shape.result ? [shape.result] : [])]
    scope.budget.spend(
      types.reduce((sum, type) => sum + type.size, 1),
      scope.offset,
    )
    if (!types.every(type => isNamed(type, named))) {
      throw scope.malformed(`${kind} of a function that uses a type without a name`)
    }
  }
}

function keyOf(type: TypeShape): object {
  return type.kind === 'resource' ? type.identity : type
}

function typesOf(extern: ExternShape): TypeShape[] {
  if (extern.sort === 'type') return [extern.value]
  return extern.sort === 'instance' ? [...extern.value.exports.values()].flatMap(typesOf) : []
}

function functionsOf(extern: ExternShape): FunctionShape[] {
  if (extern.sort === 'func') return [extern.value]
  return extern.sort === 'instance' ? [...extern.value.exports.values()].flatMap(functionsOf) : []
}

function isNamed(shape: ValueShape, named: ReadonlySet<object>): boolean {
  switch (shape.kind) {
    case 'primitive':
      return true
    case 'record':
    case 'variant':
    case 'flags':
    case 'enum':
      return named.has(shape)
    case 'own':
    case 'borrow':
      return named.has(shape.resource.identity)
    case 'list':
    case 'option':
      return isNamed(shape.element, named)
    case 'tuple':
      return shape.items.every(item => isNamed(item, named))
    case 'result':
      return [shape.ok, shape.error].every(each => each === null || isNamed(each, named))
  }
}
