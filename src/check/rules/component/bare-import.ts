import { quote } from '../../../quote.ts'
import { worldRule } from './world-rule.ts'

/** Only interfaces can be imported. @source host contract 6.2 */
export const bareImport = worldRule('bare-import', {
  id: 'component/bare-import',
  severity: 'error',
  advise: ({ name }) => ({
    what: `The component imports ${quote(name)} at its root; only host API interfaces can be imported.`,
    why: 'The host refuses an import that it does not know, before the plugin starts.',
    fix: 'Remove the import and rebuild: what the plugin needs must be inside it.',
  }),
})
