import { quote } from '../../../quote.ts'
import { worldRule } from './world-rule.ts'

/** Exports outside the world are ignored. @source host contract 6.1 */
export const extraExport = worldRule('extra-export', {
  id: 'component/extra-export',
  severity: 'warning',
  advise: ({ name, found }) => ({
    what: `The component exports ${quote(name)} (${quote(found ?? 'unknown')}), which its world does not have.`,
    why: 'The host ignores it: dead weight at best, a mistaken world at worst.',
    fix: 'Remove the export, or check that runtime.world is the one that was meant.',
  }),
})
