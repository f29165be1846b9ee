import type { GrantSet } from './grant-set.ts'
import { permissionLabel } from './permission.ts'

/**
 * Takes permissions away by their labels.
 * @returns what is left, and the labels that took nothing
 */
export function withholdGrants(
  granted: GrantSet,
  labels: readonly string[],
): { readonly grants: GrantSet; readonly unknown: readonly string[] } {
  const present = granted.permissions.map(permissionLabel)
  return {
    grants: {
      ...granted,
      permissions: granted.permissions.filter(permission => !labels.includes(permissionLabel(permission))),
    },
    unknown: labels.filter(label => !present.includes(label)),
  }
}
