import { hostApiPermission, includesPermission } from '../../../grants/permission.ts'
import { isUsableRequestTarget, isUsableWebSocketTarget } from '../../../grants/usable-target.ts'
import { defineRule } from '../../define-rule.ts'

/** The host refuses a component that imports `request` or `websocket` unless the manifest has a target that can match. @source host contract 5.2 */
export const noUsableTarget = defineRule({
  id: 'permissions/no-usable-target',
  severity: 'error',
  needs: ['manifest', 'reading'],
  host: { kind: 'grant', phase: 'resolution' },
  find: ({ manifest, reading }) =>
    (['request', 'websocket'] as const)
      .filter(api => includesPermission(manifest.permissions, hostApiPermission(api)))
      .filter(api =>
        api === 'request'
          ? !manifest.request.some(isUsableRequestTarget)
          : !manifest.websocket.some(isUsableWebSocketTarget),
      )
      .map(api => ({
        at: reading.locate(manifest[api].length > 0 ? `${api}[0]` : 'permissions'),
        data: { api, count: manifest[api].length },
      })),
  advise: ({ api, count }) => ({
    what: `plugin.toml requests host_api.${api} and has ${count === 0 ? 'no' : 'no usable'} [[${api}]] target.`,
    why: 'The host checks that a usable target is declared before it starts the component, so no call would ever run.',
    fix:
      api === 'request'
        ? 'Add [[request]] with scheme = "https", host = "api.example.com", methods = ["GET"] and path_prefixes = ["/v1/"].'
        : 'Add [[websocket]] with scheme = "wss", host = "gateway.example.com" and path_prefixes = ["/"].',
  }),
})
