import { defineRule } from '../../define-rule.ts'
import { readSources } from './read-sources.ts'

/** A connection that closes stays closed. @source host contract 8.8, 11.32, 11.47 */
export const noReconnect = defineRule({
  id: 'ingresses/no-reconnect',
  severity: 'note',
  needs: ['manifest', 'reading', 'revision'],
  find: ({ manifest, reading, revision }) => {
    const first = readSources(manifest).find(({ url }) => url !== undefined)
    if (first === undefined) return []
    const { event_kinds } = manifest.ingresses.find(({ name }) => name === first.ingress)!
    const isTold = event_kinds.length === 0 || event_kinds.includes('websocket_close')
    return [{ at: reading.locate(first.path), data: { revision: revision.id, isTold } }]
  },
  advise: ({ revision, isTold }) => ({
    what: `${revision} does not reconnect a WebSocket source.`,
    why: 'A close, a failed first connect, a binary frame or one over 32 KiB ends its events until the Worker starts again.',
    fix: isTold
      ? 'Nothing in the plugin: say so in the README, and report the loss as the status of the service.'
      : 'List "websocket_close" and "websocket_error" in event_kinds, so that the plugin can at least report it.',
  }),
})
