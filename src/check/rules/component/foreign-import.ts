import { quote } from '../../../quote.ts'
import { worldRule } from './world-rule.ts'

/** The host provides its own three interfaces and nothing else. @source host contract 6.2 */
export const foreignImport = worldRule('foreign-import', {
  id: 'component/foreign-import',
  severity: 'error',
  advise: ({ name }) => ({
    what: `The component imports the interface ${quote(name)}, which the host does not provide.`,
    why: 'The host refuses an import that it does not know, before the plugin starts.',
    fix: 'Link the implementation into the component, or do without it.',
  }),
})
