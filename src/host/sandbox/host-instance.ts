import type { WorldFunction } from '../../contract/worlds.ts'
import { quote } from '../../quote.ts'
import type { TypeDeclaration } from '../../wasm/component/component-types.ts'
import { exceed, refuse } from './guest-failure.ts'
import type { CallHost, HostInterfaces } from './host-imports.ts'
import { type ComponentExports, type Extern, LinkScope, type ResolvedType } from './link-scope.ts'
import { resolveType } from './resolve-type.ts'
import { ADMISSION_LIMITS } from './sandbox-limits.ts'
import { matchesSignature, printSignature } from './world-signature.ts'

/** A root import, answered by the host. */
export interface HostImport {
  readonly name: string
  readonly interfaces: HostInterfaces
  readonly callHost: CallHost
}

/**
 * Builds the instance for a root import out of host calls.
 * @param type the instance type that the component asks for
 * @throws GuestFailure for an interface or function that the host does not have, or another signature
 * @source host contract 6.1, 6.2
 */
export function hostInstance(host: HostImport, type: ResolvedType): ComponentExports {
  const functions = Object.hasOwn(host.interfaces, host.name) ? host.interfaces[host.name] : undefined
  if (functions === undefined) refuse(`unsupported component import ${quote(host.name)}`)
  if (type.kind !== 'instance-type') refuse(`the import ${quote(host.name)} is not an instance`)
  const scope = new LinkScope(type.scope)
  const exports = new Map<string, Extern>()
  for (const declaration of type.declarations) declare(declaration, { host, functions, scope, exports })
  return exports
}

interface Building {
  readonly host: HostImport
  readonly functions: readonly WorldFunction[]
  readonly scope: LinkScope
  readonly exports: Map<string, Extern>
}

function declare(declaration: TypeDeclaration, building: Building): void {
  const { host, scope } = building
  switch (declaration.kind) {
    case 'type':
      scope.define('type', resolveType(scope, declaration.type))
      return
    case 'alias-outer':
      scope.aliasOuter(declaration.sort, declaration.count, declaration.index)
      return
    case 'export':
      declareExport(declaration, building)
      return
    default:
      refuse(`the import ${quote(host.name)} has a declaration of kind ${declaration.kind}`)
  }
}

function declareExport(
  { name, description }: Extract<TypeDeclaration, { kind: 'export' }>,
  building: Building,
): void {
  const { host, scope, exports } = building
  if (description.sort === 'func') declareFunction(name, description.type, building)
  else if (description.sort === 'type' && description.equals !== null) {
    const value = scope.get('type', description.equals)
    exports.set(name, { sort: 'type', value })
    scope.define('type', value)
  } else refuse(`the import ${quote(host.name)} asks for a ${description.sort} ${quote(name)}`)
}

function declareFunction(name: string, typeIndex: number, building: Building): void {
  const { host, functions, scope, exports } = building
  const type = scope.functionType(typeIndex)
  const known = functions.find(entry => entry.name === name)
  if (known === undefined) refuse(`the host's ${host.name} has no function ${quote(name)}`)
  if (!matchesSignature(type, known))
    refuse(`the import ${host.name} ${quote(name)} has the type ${printSignature(type)}`)
  const call = (values: readonly unknown[]) => {
    const args = values as readonly (string | number)[]
    for (const argument of args) checkSize(argument, name)
    return host.callHost(host.name, name, args)
  }
  const value = { type, encoding: 'utf8', call } as const
  exports.set(name, { sort: 'func', value })
  scope.define('func', value)
}

function checkSize(argument: string | number, functionName: string): void {
  const length = typeof argument === 'string' ? argument.length : 0
  const most = ADMISSION_LIMITS.hostArgumentLength
  if (length <= most) return
  const message = `an argument of ${functionName} has ${length} characters, more than ${most}`
  exceed('host-calls', { value: length, most }, message)
}
