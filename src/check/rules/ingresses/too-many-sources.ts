import { MAX_WEBSOCKET_SOURCES } from '../../../contract/ingress.ts'
import { defineRule } from '../../define-rule.ts'
import { readSources } from './read-sources.ts'

/** The driver opens a fixed number of connections, counted over all ingresses. @source host contract 8.8 */
export const tooManySources = defineRule({
  id: 'ingresses/too-many-sources',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) => {
    const sources = readSources(manifest).filter(({ form }) => form !== 'ignored')
    const first = sources[MAX_WEBSOCKET_SOURCES]
    return first === undefined ? [] : [{ at: reading.locate(first.path), data: { count: sources.length } }]
  },
  advise: ({ count }) => ({
    what: `The ingresses have ${count} WebSocket sources together; the host opens at most ${MAX_WEBSOCKET_SOURCES}.`,
    why: 'From this one on they are recorded as failed, and no event comes from them.',
    fix: `Keep ${MAX_WEBSOCKET_SOURCES}, or make a second plugin of the rest.`,
  }),
})
