import { exactJsonText } from '../../../manifest/exact-json.ts'
import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** A rule of thumb that is close enough for English text and JSON. */
const BYTES_PER_TOKEN = 4
const MAX_TOKENS = 500

/** The definition of a tool is part of every request to the model, whether the tool is called or not. */
export const tokenCost = defineRule({
  id: 'tools/token-cost',
  severity: 'note',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    manifest.tools.flatMap(({ name, description }, index) => {
      const schema = reading.toolSchemas[index]
      const text = name + description + (schema === undefined ? '' : exactJsonText(schema))
      const tokens = Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN)
      return tokens <= MAX_TOKENS
        ? []
        : [{ at: reading.locate(`tools[${index}].name`), data: { name, tokens } }]
    }),
  advise: ({ name, tokens }) => ({
    what: `The name, description and schema of ${quote(name)} are about ${tokens} tokens; most tools need fewer than ${MAX_TOKENS}.`,
    why: 'They are part of every request to the model, whether the tool is called or not.',
    fix: 'Say each thing once, drop what the names already tell, or split the tool.',
  }),
})
