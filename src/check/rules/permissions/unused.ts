import { permissionLabel } from '../../../grants/permission.ts'
import type { Manifest, Permission } from '../../../manifest/manifest.ts'
import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** What is requested and never needed is authority that someone is asked to give for nothing. @source host contract 5.2 */
export const unused = defineRule({
  id: 'permissions/unused',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    manifest.permissions.flatMap((permission, index) => {
      const reason = unusedReason(permission, manifest)
      return reason === undefined
        ? []
        : [
            {
              at: reading.locate(`permissions[${index}]`),
              data: { label: permissionLabel(permission), reason },
            },
          ]
    }),
  advise: ({ label, reason }) => ({
    what: `plugin.toml requests ${quote(label)}, but ${reason}.`,
    why: 'Whoever enables the plugin is asked for authority that it does not use, or a name is misspelled.',
    fix: 'Remove the permission, or correct its name.',
  }),
})

/** Host APIs are compared with the component's imports, by `permissions/not-imported`. */
function unusedReason(permission: Permission, manifest: Manifest): string | undefined {
  switch (permission.kind) {
    case 'surface':
      return unusedSurface(permission.surface, manifest)
    case 'tool':
      return isNamed(manifest.tools, permission.name) ? undefined : 'has no tool of that name'
    case 'service':
      return isNamed(manifest.services, permission.name) ? undefined : 'has no service of that name'
    case 'ingress':
      return isNamed(manifest.ingresses, permission.name) ? undefined : 'has no ingress of that name'
    case 'tool_namespace': {
      const { namespace } = permission
      const isUsed = namespace === '' || manifest.tools.some(tool => tool.name.startsWith(namespace))
      return isUsed ? undefined : 'has no tool whose name begins so'
    }
    case 'external_write':
      return manifest.tools.some(tool => tool.external_write)
        ? undefined
        : 'no tool says external_write = true'
    case 'host_api':
      return undefined
  }
}

function unusedSurface(surface: string, manifest: Manifest): string | undefined {
  const items = { tool: manifest.tools, service: manifest.services, ingress: manifest.ingresses }
  if (surface === 'hook' || surface === 'wasm') return 'the host asks nobody for that surface'
  const declared = items[surface as keyof typeof items]
  return declared.length > 0 ? undefined : `has no ${surface}`
}

function isNamed(items: readonly { readonly name: string }[], name: string): boolean {
  return items.some(item => item.name === name)
}
