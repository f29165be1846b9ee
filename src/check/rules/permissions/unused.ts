import { LEGACY } from '../../../contract/names.ts'
import { HOST_API_INTERFACES } from '../../../contract/worlds.ts'
import { permissionLabel } from '../../../grants/permission.ts'
import type { Manifest, Permission } from '../../../manifest/manifest.ts'
import { quote } from '../../../quote.ts'
import { defineRule, type RuleInputs } from '../../define-rule.ts'

/** What is requested and never needed is authority that someone is asked to give for nothing. @source host contract 5.2 */
export const unused = defineRule({
  id: 'permissions/unused',
  severity: 'warning',
  needs: ['manifest', 'reading', 'plugin'],
  find: ({ manifest, reading, plugin }) =>
    manifest.permissions.flatMap((permission, index) => {
      const reason = unusedReason(permission, manifest, plugin)
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

function unusedReason(
  permission: Permission,
  manifest: Manifest,
  plugin: RuleInputs['plugin'],
): string | undefined {
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
      return unusedHostApi(permission.api, manifest, plugin)
  }
}

function unusedSurface(surface: string, manifest: Manifest): string | undefined {
  const items = { tool: manifest.tools, service: manifest.services, ingress: manifest.ingresses }
  if (surface === 'hook' || surface === 'wasm') return 'the host asks nobody for that surface'
  const declared = items[surface as keyof typeof items]
  return declared.length > 0 ? undefined : `has no ${surface}`
}

/** With an ingress the host itself uses the permission, for its own connections and for output commands. @source host contract 8.7, 8.8 */
function unusedHostApi(
  api: keyof typeof HOST_API_INTERFACES,
  manifest: Manifest,
  { component }: RuleInputs['plugin'],
): string | undefined {
  if (component?.format !== 'component' || component.refusal) return undefined
  if (api !== 'fs' && manifest.ingresses.length > 0) return undefined
  const name = HOST_API_INTERFACES[api]
  // An import of it in another version, or under its old name, has a rule of its own.
  const stem = `yoi:host/${api}`
  const isMeant = (imported: string) =>
    imported === stem ||
    imported.startsWith(`${stem}@`) ||
    (api === 'request' && imported === LEGACY.httpsInterface)
  return component.imports.some(entry => isMeant(entry.name))
    ? undefined
    : `the component does not import ${name}`
}

function isNamed(items: readonly { readonly name: string }[], name: string): boolean {
  return items.some(item => item.name === name)
}
