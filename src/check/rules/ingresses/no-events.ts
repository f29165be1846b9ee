import { declaredSurfaces } from '../../../package/discovered-package.ts'
import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'
import { readSources } from './read-sources.ts'

/** Events come from WebSocket sources only, and the driver needs the service surface beside the ingress. @source host contract 8.5, 8.8 */
export const noEvents = defineRule({
  id: 'ingresses/no-events',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) => {
    const hasService = declaredSurfaces(manifest).includes('service')
    const sources = readSources(manifest)
    return manifest.ingresses.flatMap(({ name }, index) => {
      const hasSource = sources.some(({ path }) => path.startsWith(`ingresses[${index}].`))
      return hasSource && hasService
        ? []
        : [{ at: reading.locate(`ingresses[${index}].name`), data: { name, hasSource } }]
    })
  },
  advise: ({ name, hasSource }) => ({
    what: hasSource
      ? `The ingress ${quote(name)} has sources, and the plugin has no service.`
      : `The ingress ${quote(name)} has no source.`,
    why: hasSource
      ? 'The host opens sources only for plugins with both surfaces, service and ingress.'
      : 'Events come from WebSocket sources and from nowhere else, so none ever reaches it.',
    fix: hasSource
      ? 'Declare [[services]] with its permissions.'
      : 'Add sources = ["websocket:wss://gateway.example.com/socket"] and the [[websocket]] target, or remove the ingress.',
  }),
})
