import { quote } from '../../../quote.ts'
import { worldRule } from './world-rule.ts'

/** Versions of host APIs are compared exactly. @source host contract 6.2 */
export const importVersion = worldRule('import-version', {
  id: 'component/import-version',
  severity: 'error',
  advise: ({ name, expected }) => ({
    what: `The component imports ${quote(name)}; the host has ${expected}.`,
    why: 'Import names are compared byte for byte, version included, so the component does not start.',
    fix: `Use the WIT of ${expected} (wit/ of this tool) and rebuild.`,
  }),
})
