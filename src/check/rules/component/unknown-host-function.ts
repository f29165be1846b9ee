import { quote } from '../../../quote.ts'
import { worldRule } from './world-rule.ts'

/** A host API has exactly the functions of its interface. @source host contract 6.1 */
export const unknownHostFunction = worldRule('unknown-host-function', {
  id: 'component/unknown-host-function',
  severity: 'error',
  advise: ({ name }) => ({
    what: `The component imports the function ${quote(name)}, which that host API does not have.`,
    why: 'Linking fails before the plugin starts.',
    fix: 'Use the WIT of the host API (wit/ of this tool) and rebuild.',
  }),
})
