import { HOST_APIS } from '../../../contract/worlds.ts'
import { quote } from '../../../quote.ts'
import { worldRule } from './world-rule.ts'

/** There are three host APIs. @source host contract 6.2 */
export const unknownHostApi = worldRule('unknown-host-api', {
  id: 'component/unknown-host-api',
  severity: 'error',
  advise: ({ name }) => ({
    what: `The component imports ${quote(name)}; the host APIs are ${HOST_APIS.join(', ')}.`,
    why: 'The host refuses an import that it does not know, before the plugin starts.',
    fix: 'Remove the import and rebuild.',
  }),
})
