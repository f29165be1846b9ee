import { HOST_APIS } from '../../../contract/worlds.ts'
import { quoteFirst } from '../../../quote.ts'
import { worldGroupRule } from './world-rule.ts'

const SHOWN = 4

/** The host provides its own three interfaces and nothing else. @source host contract 6.2 */
export const foreignImport = worldGroupRule('foreign-import', {
  id: 'component/foreign-import',
  severity: 'error',
  advise: imports => ({
    what:
      `The component imports ${imports.length === 1 ? 'an interface' : `${imports.length} interfaces`} that the host does ` +
      `not provide: ${quoteFirst(
        imports.map(({ name }) => name),
        SHOWN,
      )}.`,
    why: `The host has ${HOST_APIS.join(', ')} and refuses every other import before it starts the component.`,
    fix: 'Compose the implementation into the component, or do without the interface.',
  }),
})
