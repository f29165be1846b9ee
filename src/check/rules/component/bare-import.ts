import { HOST_APIS } from '../../../contract/worlds.ts'
import { quoteFirst } from '../../../quote.ts'
import { worldGroupRule } from './world-rule.ts'

const SHOWN = 4

/** Only interfaces can be imported. @source host contract 6.2 */
export const bareImport = worldGroupRule('bare-import', {
  id: 'component/bare-import',
  severity: 'error',
  advise: imports => ({
    what: `The component imports ${quoteFirst(
      imports.map(({ name }) => name),
      SHOWN,
    )} at its root, outside any interface.`,
    why: `The host has the interfaces ${HOST_APIS.join(', ')} and refuses every other import before it starts the component.`,
    fix: 'Take the import out of the world and rebuild: what the plugin needs must be inside it.',
  }),
})
