import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** Only a tool call or an event of an ingress ever reaches a running service. @source host contract 8.5, 8.8, 11.43 */
export const neverCalled = defineRule({
  id: 'services/never-called',
  severity: 'warning',
  needs: ['manifest', 'reading', 'revision'],
  find: ({ manifest, reading, revision }) =>
    manifest.services.length > 0 && manifest.ingresses.length === 0 && manifest.tools.length === 0
      ? [
          {
            at: reading.locate('services[0].name'),
            data: { name: manifest.services[0]!.name, revision: revision.id },
          },
        ]
      : [],
  advise: ({ name, revision }) => ({
    what: `The plugin has the service ${quote(name)}, and neither an ingress nor a tool.`,
    why: `${revision} calls start once and then nothing else: events come through an ingress, and status and stop are never called.`,
    fix: 'Declare an [[ingresses]] with a source that brings events, or a tool.',
  }),
})
