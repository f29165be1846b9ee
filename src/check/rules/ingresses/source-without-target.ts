import { matchesWebSocketTarget } from '../../../grants/match-target.ts'
import { hostApiPermission, includesPermission } from '../../../grants/permission.ts'
import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'
import { readSources } from './read-sources.ts'

const PERMISSION = '{ kind = "host_api", api = "websocket" }'

/** The host connects only where a target allows it and host_api.websocket is requested. @source host contract 8.8 */
export const sourceWithoutTarget = defineRule({
  id: 'ingresses/source-without-target',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) => {
    const isRequested = includesPermission(manifest.permissions, hostApiPermission('websocket'))
    return readSources(manifest).flatMap(({ ingress, path, text, url }) => {
      if (url === undefined) return []
      const hasTarget = manifest.websocket.some(target => matchesWebSocketTarget(target, url))
      return hasTarget && isRequested
        ? []
        : [
            {
              at: reading.locate(path),
              data: { ingress, text, url, hasTarget },
              edits: hasTarget ? reading.editor.appendItem('permissions', PERMISSION) : [],
            },
          ]
    })
  },
  advise: ({ ingress, text, url, hasTarget }) => ({
    what: hasTarget
      ? `The ingress ${quote(ingress)} has the source ${quote(text)}, and plugin.toml does not request host_api.websocket.`
      : `No [[websocket]] target allows the source ${quote(text)} of the ingress ${quote(ingress)}.`,
    why: 'The host refuses to connect and does not try again: the service starts and never gets an event.',
    fix: hasTarget
      ? `Add ${PERMISSION} to permissions.`
      : `Add [[websocket]] with scheme = "${url.protocol.slice(0, -1)}", host = ${quote(url.hostname)} and path_prefixes = [${quote(url.pathname)}].`,
  }),
})
