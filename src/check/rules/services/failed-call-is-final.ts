import { HOST_API_INTERFACES, HOST_APIS, INSTANCE_WORLD } from '../../../contract/worlds.ts'
import { defineRule } from '../../define-rule.ts'

/** A failing host call traps, and after a trap the one instance is gone. @source host contract 6.5, 7, 11.9 */
export const failedCallIsFinal = defineRule({
  id: 'services/failed-call-is-final',
  severity: 'note',
  needs: ['manifest', 'reading', 'component'],
  find: ({ manifest, reading, component }) => {
    const calls = HOST_APIS.filter(api =>
      component.imports.some(entry => entry.name === HOST_API_INTERFACES[api]),
    )
    return manifest.runtime?.world === INSTANCE_WORLD && calls.length > 0
      ? [{ at: reading.locate('runtime.world'), data: { calls } }]
      : []
  },
  advise: ({ calls }) => ({
    what: `The plugin keeps one instance and calls ${calls.join(' and ')}.`,
    why: 'A call that is denied, times out or fails is a trap that nothing can catch, and the plugin is dead until the Worker starts again.',
    fix: 'Check what can be checked before a call; prefer output commands such as websocket_send, which only get rejected.',
  }),
})
