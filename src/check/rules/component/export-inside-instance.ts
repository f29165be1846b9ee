import { quote } from '../../../quote.ts'
import { worldRule } from './world-rule.ts'

/** The host looks at the root of a component only. @source host contract 6.1 */
export const exportInsideInstance = worldRule('export-inside-instance', {
  id: 'component/export-inside-instance',
  severity: 'error',
  advise: ({ name, expected }) => ({
    what: `The function ${quote(name)} is exported inside an instance; the host looks for it at the root, as ${expected}.`,
    why: 'Functions exported inside an interface instance are not found.',
    fix: 'Export the function from the world itself, not from an interface.',
  }),
})
