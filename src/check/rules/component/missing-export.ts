import { quote } from '../../../quote.ts'
import { worldRule } from './world-rule.ts'

/** A world's entry points are looked up by name when they are called. @source host contract 6.1 */
export const missingExport = worldRule('missing-export', {
  id: 'component/missing-export',
  severity: 'error',
  advise: ({ name, expected }) => ({
    what: `The component has no export ${quote(name)} of type ${expected}.`,
    why: 'The host looks the export up when it calls the plugin, does not find it, and the call fails.',
    fix: 'Rebuild with yoi-plugin build, or set runtime.world to the world that the component was built for.',
  }),
})
