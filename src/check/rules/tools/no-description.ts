import { isBlank } from '../../../manifest/names.ts'
import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** The description is how a model decides whether to call a tool; the host accepts an empty one. @source host contract 1.3 */
export const noDescription = defineRule({
  id: 'tools/no-description',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    manifest.tools.flatMap(({ name, description }, index) =>
      isBlank(description) ? [{ at: reading.locate(`tools[${index}].description`), data: { name } }] : [],
    ),
  advise: ({ name }) => ({
    what: `The description of the tool ${quote(name)} is empty.`,
    why: 'The model sees the name, the description and the schema, and nothing else: it has to guess what the tool does.',
    fix: 'Say in one or two sentences what the tool does, when to use it and what it answers.',
  }),
})
