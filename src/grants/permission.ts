import type { Surface } from '../contract/names.ts'
import type { HostApi } from '../contract/worlds.ts'
import type { Permission, Tool } from '../manifest/manifest.ts'

/**
 * The word by which lists, reports and `--grant` name a permission, e.g. `surfaces.tool`, `host_api.fs`.
 * @source host contract 5.1
 */
export function permissionLabel(permission: Permission): string {
  switch (permission.kind) {
    case 'surface':
      return `surfaces.${permission.surface}`
    case 'tool_namespace':
      return `tool_namespace.${permission.namespace}`
    case 'external_write':
      return 'external_write'
    case 'host_api':
      return `host_api.${permission.api}`
    default:
      return `${permission.kind}.${permission.name}`
  }
}

/** Whether two permissions are the same one: kind and its single value, byte for byte. */
export function permissionsEqual(left: Permission, right: Permission): boolean {
  return left.kind === right.kind && permissionLabel(left) === permissionLabel(right)
}

/** Whether a list holds exactly this permission. */
export function includesPermission(permissions: readonly Permission[], wanted: Permission): boolean {
  return permissions.some(permission => permissionsEqual(permission, wanted))
}

/**
 * Whether one side (requested or granted) allows a tool: its exact name, or a namespace that is a raw prefix of the
 * name. There is no delimiter and no wildcard; an empty namespace allows nothing.
 * @source host contract 5.2
 */
export function allowsTool(permissions: readonly Permission[], toolName: string): boolean {
  return permissions.some(permission => {
    if (permission.kind === 'tool') return permission.name === toolName
    if (permission.kind !== 'tool_namespace') return false
    return permission.namespace !== '' && toolName.startsWith(permission.namespace)
  })
}

/** Whether permissions hold all that a tool needs on its side. @source host contract 5.2 */
export function allowsToolCall(
  permissions: readonly Permission[],
  { name, external_write }: Pick<Tool, 'name' | 'external_write'>,
): boolean {
  return (
    includesPermission(permissions, surfacePermission('tool')) &&
    allowsTool(permissions, name) &&
    (!external_write || includesPermission(permissions, { kind: 'external_write' }))
  )
}

export function surfacePermission(surface: Surface): Permission {
  return { kind: 'surface', surface }
}

export function hostApiPermission(api: HostApi): Permission {
  return { kind: 'host_api', api }
}
