import { quote } from '../../../quote.ts'
import { worldRule } from '../component/world-rule.ts'

/** `https` became `request`. @source host contract 7.6 */
export const httpsInterface = worldRule('retired-import', {
  id: 'legacy/https-interface',
  severity: 'error',
  advise: ({ name, expected }) => ({
    what: `The component imports ${quote(name)}, which was replaced by ${expected}.`,
    why: 'The host dropped the old interface without an alias, so the component does not start.',
    fix: 'Import yoi:host/request@1.0.0, request host_api.request, add [[request]] targets, and rebuild.',
  }),
})
