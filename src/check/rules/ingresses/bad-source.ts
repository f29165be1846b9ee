import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'
import { readSources } from './read-sources.ts'

/** The driver knows WebSocket URLs only, and skips the rest without a word. @source host contract 8.8 */
export const badSource = defineRule({
  id: 'ingresses/bad-source',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    readSources(manifest)
      .filter(({ form }) => form !== 'websocket')
      .map(({ ingress, path, text, form }) => ({ at: reading.locate(path), data: { ingress, text, form } })),
  advise: ({ ingress, text, form }) => ({
    what:
      form === 'ignored'
        ? `The source ${quote(text)} of the ingress ${quote(ingress)} is of no form that the host knows.`
        : `The source ${quote(text)} of the ingress ${quote(ingress)} holds no ws:// or wss:// URL.`,
    why:
      form === 'ignored'
        ? 'The host ignores it silently: nothing is connected and no event comes.'
        : 'The host notes a diagnostic that only the status shows: nothing is connected and no event comes.',
    fix: 'Write for example "websocket:wss://gateway.example.com/socket".',
  }),
})
