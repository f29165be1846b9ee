import { HOST_API_INTERFACES, HOST_APIS } from '../../../contract/worlds.ts'
import { hostApiPermission, includesPermission } from '../../../grants/permission.ts'
import { defineRule } from '../../define-rule.ts'

/** Every imported host API must be requested, even when it is never called. @source host contract 6.2 */
export const importNotRequested = defineRule({
  id: 'component/import-not-requested',
  severity: 'error',
  needs: ['manifest', 'reading', 'component'],
  find: ({ manifest, reading, component }) =>
    HOST_APIS.filter(api => component.imports.some(entry => entry.name === HOST_API_INTERFACES[api]))
      .filter(api => !includesPermission(manifest.permissions, hostApiPermission(api)))
      .map(api => ({ at: reading.locate('permissions', 'key'), data: { api } })),
  advise: ({ api }) => ({
    what: `The component imports ${HOST_API_INTERFACES[api]}, but plugin.toml does not request host_api.${api}.`,
    why: 'An import is never authority: the host refuses to start the component, even if it never calls the API.',
    fix: `Add { kind = "host_api", api = "${api}" } to permissions, or stop using ${api} and rebuild.`,
  }),
})
