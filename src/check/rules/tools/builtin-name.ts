import { HOST_FEATURE_TOOLS, HOST_TOOLS } from '../../../contract/host-tools.ts'
import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** A tool name that the host has taken stops the start of the whole Worker. @source host contract 6.6, 11.12 */
export const builtinName = defineRule({
  id: 'tools/builtin-name',
  severity: 'error',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    manifest.tools.flatMap(({ name }, index) => {
      const isAlwaysTaken = HOST_TOOLS.includes(name)
      if (!isAlwaysTaken && !HOST_FEATURE_TOOLS.includes(name)) return []
      return [
        {
          at: reading.locate(`tools[${index}].name`),
          severity: isAlwaysTaken ? ('error' as const) : ('warning' as const),
          data: { name, isAlwaysTaken },
        },
      ]
    }),
  advise: ({ name, isAlwaysTaken }) => ({
    what: `The tool is called ${quote(name)}, as is a tool of the host${isAlwaysTaken ? '' : ' that some Workers have'}.`,
    why: 'The second registration of a name fails, and with it the start of the whole Worker.',
    fix: `Choose a name that says whose tool it is, for example "acme_${name.toLowerCase()}".`,
  }),
})
