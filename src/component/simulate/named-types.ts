import type { Environment } from './environment.ts'
import { checkResourceFunction, resourcesOf } from './resource-names.ts'
import {
  type ExternShape,
  isValueShape,
  type ResourceShape,
  type TypeShape,
  type ValueShape,
} from './shapes.ts'

/** Types by identity, and resources by name, that the imports or the exports of a component have told so far. */
interface Told {
  readonly types: Set<TypeShape>
  readonly resources: Map<string, ResourceShape>
}

/**
 * The rule that what crosses the border of a component has a name there: a function may use a record, variant, enum,
 * flags or resource only when that was imported (or, for exports, imported or exported) before.
 * @source component model Explainer.md, "valid to be used as import/export"
 */
export class NamedTypes {
  private readonly imported: Told = { types: new Set(), resources: new Map() }
  private readonly exported: Told = { types: new Set(), resources: new Map() }

  addImport(name: string, extern: ExternShape, scope: Environment): void {
    for (const told of [this.imported, this.exported]) tell(told, extern)
    tellResource(this.imported, name, extern)
    checkInside(extern, this.imported, 'import', scope)
    checkResourceFunction(name, extern, this.imported.resources, scope)
  }

  /** Functions inside an instance are not looked at: the component that made the instance has named their types. */
  addExport(name: string, extern: ExternShape, scope: Environment): void {
    tell(this.exported, extern)
    tellResource(this.exported, name, extern)
    if (extern.sort === 'instance') return
    checkInside(extern, this.exported, 'export', scope)
    checkResourceFunction(name, extern, this.exported.resources, scope)
  }
}

function tell(told: Told, extern: ExternShape): void {
  if (extern.sort === 'type') told.types.add(extern.value)
  if (extern.sort === 'instance') for (const each of extern.value.exports.values()) tell(told, each)
}

function tellResource(told: Told, name: string, extern: ExternShape): void {
  for (const [key, resource] of resourcesOf([[name, extern]])) told.resources.set(key, resource)
}

function checkInside(extern: ExternShape, told: Told, kind: 'import' | 'export', scope: Environment): void {
  if (extern.sort === 'instance') {
    const resources = resourcesOf(extern.value.exports)
    for (const [name, each] of extern.value.exports) {
      checkInside(each, told, kind, scope)
      checkResourceFunction(name, each, resources, scope)
    }
    return
  }
  const parts = partsOf(extern)
  scope.budget.spend(
    parts.reduce((sum, part) => sum + part.size, 1),
    scope.offset,
  )
  if (!parts.every(part => isNamed(part, told.types))) {
    throw scope.malformed(`${kind} of a ${extern.sort} that uses a type without a name`)
  }
}

/** The types that an import or export uses, its own left out. */
function partsOf(extern: ExternShape): readonly ValueShape[] {
  if (extern.sort === 'func') {
    const { params, result } = extern.value
    return [...params.map(param => param.type), ...(result ? [result] : [])]
  }
  return extern.sort === 'type' && isValueShape(extern.value) ? membersOf(extern.value) : []
}

function membersOf(shape: ValueShape): readonly ValueShape[] {
  switch (shape.kind) {
    case 'record':
      return shape.fields.map(field => field.type)
    case 'variant':
      return shape.cases.flatMap(each => each.type ?? [])
    case 'list':
    case 'option':
      return [shape.element]
    case 'tuple':
      return shape.items
    case 'result':
      return [shape.ok, shape.error].flatMap(each => each ?? [])
    default:
      return []
  }
}

function isNamed(shape: ValueShape, types: ReadonlySet<TypeShape>): boolean {
  switch (shape.kind) {
    case 'record':
    case 'variant':
    case 'flags':
    case 'enum':
      return types.has(shape)
    case 'own':
    case 'borrow':
      return types.has(shape.resource)
    default:
      return membersOf(shape).every(member => isNamed(member, types))
  }
}
