import type { ComponentFacts } from '../../../component/component-facts.ts'
import { LEGACY } from '../../../contract/names.ts'
import { HOST_API_INTERFACES, type HostApi } from '../../../contract/worlds.ts'
import type { Manifest } from '../../../manifest/manifest.ts'
import { defineRule } from '../../define-rule.ts'

/** A host API that is requested and not imported is authority that someone is asked to give for nothing. @source host contract 5.2, 6.2 */
export const notImported = defineRule({
  id: 'permissions/not-imported',
  severity: 'warning',
  needs: ['manifest', 'reading', 'component'],
  find: ({ manifest, reading, component }) =>
    component.format !== 'component' || component.refusal
      ? []
      : manifest.permissions.flatMap((permission, index) =>
          permission.kind === 'host_api' &&
          !isUsedByHost(permission.api, manifest) &&
          !isImported(permission.api, component)
            ? [{ at: reading.locate(`permissions[${index}]`), data: { api: permission.api } }]
            : [],
        ),
  advise: ({ api }) => ({
    what: `plugin.toml requests host_api.${api}, but the component does not import ${HOST_API_INTERFACES[api]}.`,
    why: 'Whoever enables the plugin is asked for authority that it does not use, or the component is not the one that was meant.',
    fix: `Remove { kind = "host_api", api = "${api}" } from permissions, or call ${api} in the code and run \`yoi-plugin build\`.`,
  }),
})

/** With an ingress the host itself uses the permission, for its own connections and for output commands. @source host contract 8.7, 8.8 */
function isUsedByHost(api: HostApi, { ingresses }: Manifest): boolean {
  return api !== 'fs' && ingresses.length > 0
}

/** An import of it in another version, or under its old name, has a rule of its own. */
function isImported(api: HostApi, { imports }: ComponentFacts): boolean {
  const stem = `yoi:host/${api}`
  return imports.some(
    ({ name }) =>
      name === stem || name.startsWith(`${stem}@`) || (api === 'request' && name === LEGACY.httpsInterface),
  )
}
