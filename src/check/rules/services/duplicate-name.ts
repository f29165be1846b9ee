import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** A second service of the same name is a hard error when the plugin is installed. @source host contract 6.6 */
export const duplicateName = defineRule({
  id: 'services/duplicate-name',
  severity: 'error',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    manifest.services.flatMap(({ name }, index) =>
      manifest.services.findIndex(service => service.name === name) < index
        ? [{ at: reading.locate(`services[${index}].name`), data: { name } }]
        : [],
    ),
  advise: ({ name }) => ({
    what: `A second service is called ${quote(name)}.`,
    why: 'Registration of the second one fails, and with it the start of the whole Worker.',
    fix: 'Give every service its own name, or remove one.',
  }),
})
