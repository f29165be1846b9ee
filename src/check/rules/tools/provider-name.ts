import { checkToolName } from '../../../manifest/names.ts'
import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** What the tool-calling interfaces of the large model providers take. */
const PROVIDER_NAME = /^[A-Za-z0-9_-]{1,64}$/

/** The host takes almost any name; model providers do not. @source host contract 1.7, 11.37 */
export const providerName = defineRule({
  id: 'tools/provider-name',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    manifest.tools.flatMap(({ name }, index) =>
      PROVIDER_NAME.test(name) || checkToolName(name) !== undefined
        ? []
        : [{ at: reading.locate(`tools[${index}].name`), data: { name } }],
    ),
  advise: ({ name }) => ({
    what: `The tool name ${quote(name)} is not made of 1 to 64 letters, digits, "_" and "-".`,
    why: 'Yoi passes the name on as it is, and model providers refuse a request that holds such a name.',
    fix: `Write for example ${quote(suggest(name))}, here, in permissions and in the code.`,
  }),
})

function suggest(name: string): string {
  const reduced = name.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^_+|_+$/g, '')
  return reduced.slice(0, 64) || 'my_tool'
}
