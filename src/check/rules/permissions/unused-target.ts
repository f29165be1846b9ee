import { hostApiPermission, includesPermission } from '../../../grants/permission.ts'
import { defineRule } from '../../define-rule.ts'
import { declaredTargets } from './declared-targets.ts'

/** A target without the permission of its host API opens nothing. @source host contract 5.2 */
export const unusedTarget = defineRule({
  id: 'permissions/unused-target',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    declaredTargets(manifest)
      .filter(({ api }) => !includesPermission(manifest.permissions, hostApiPermission(api)))
      .map(({ api, path }) => ({ at: reading.locate(path), data: { api } })),
  advise: ({ api }) => ({
    what: `plugin.toml has a [[${api}]] target and does not request host_api.${api}.`,
    why: 'A target opens nothing by itself, and whoever grants is asked for an address that the plugin cannot reach.',
    fix: `Add { kind = "host_api", api = "${api}" } to permissions, or remove the target.`,
  }),
})
