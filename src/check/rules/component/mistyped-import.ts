import { quote } from '../../../quote.ts'
import { worldRule } from './world-rule.ts'

/** Imports are linked by type. @source host contract 6.1 */
export const mistypedImport = worldRule('mistyped-import', {
  id: 'component/mistyped-import',
  severity: 'error',
  advise: ({ name, expected, found }) => ({
    what: `The import ${quote(name)} has the type ${quote(found ?? 'unknown')}; the host has ${expected}.`,
    why: 'Linking fails before the plugin starts.',
    fix: 'Use the WIT of the host API (wit/ of this tool) and rebuild.',
  }),
})
