import { quote } from '../../../quote.ts'
import { worldRule } from './world-rule.ts'

/** An entry point with another type is not found. @source host contract 6.1 */
export const mistypedExport = worldRule('mistyped-export', {
  id: 'component/mistyped-export',
  severity: 'error',
  advise: ({ name, expected, found }) => ({
    what: `The export ${quote(name)} has the type ${quote(found ?? 'unknown')}; the world has ${expected}.`,
    why: 'The host looks exports up by name and type, so every call of this one fails.',
    fix: `Change its signature to ${expected} and rebuild.`,
  }),
})
