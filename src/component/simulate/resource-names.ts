import { quote } from '../../quote.ts'
import type { Environment } from './environment.ts'
import type { ExternShape, ResourceShape, ValueShape } from './shapes.ts'

/** Resources by the name that they have among the imports, the exports, or in one instance. */
export type ResourceNames = ReadonlyMap<string, ResourceShape>

const RESOURCE_FUNCTION = /^\[(constructor|method|static)\]([^.]+)/

/**
 * Checks a name like `[method]file.read`: it must stand on a function, name a resource of its context, and a method must
 * take that resource as `self`, a constructor give it.
 * @throws WasmError otherwise
 * @source component model Explainer.md, names
 */
export function checkResourceFunction(
  name: string,
  extern: ExternShape,
  resources: ResourceNames,
  scope: Environment,
): void {
  const match = RESOURCE_FUNCTION.exec(name)
  if (match === null) return
  if (extern.sort !== 'func') throw scope.malformed(`${quote(name)} is a ${extern.sort}, not a function`)
  const resource = resources.get(match[2]!)
  if (resource === undefined) throw scope.malformed(`${quote(name)} is of a resource that has no name here`)
  const { params, result } = extern.value
  const isSound =
    match[1] === 'static' ||
    (match[1] === 'method'
      ? params[0]?.name === 'self' && isHandle(params[0].type, 'borrow', resource)
      : result !== null && isHandle(result.kind === 'result' ? result.ok : result, 'own', resource))
  if (!isSound) throw scope.malformed(`${quote(name)} has a type that does not suit its name`)
}

function isHandle(shape: ValueShape | null, kind: 'own' | 'borrow', resource: ResourceShape): boolean {
  return shape?.kind === kind && shape.resource === resource
}

/** The resources among some externs, by name. */
export function resourcesOf(externs: Iterable<readonly [string, ExternShape]>): Map<string, ResourceShape> {
  const names = new Map<string, ResourceShape>()
  for (const [name, extern] of externs) {
    if (extern.sort === 'type' && extern.value.kind === 'resource') names.set(name, extern.value)
  }
  return names
}
