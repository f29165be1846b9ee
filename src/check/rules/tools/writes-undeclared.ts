import { hostApiPermission, includesPermission } from '../../../grants/permission.ts'
import { isUsableRequestTarget } from '../../../grants/usable-target.ts'
import { toAsciiLowerCase, trimWhiteSpace } from '../../../grants/white-space.ts'
import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

const WRITING_METHODS = ['POST', 'PUT', 'PATCH', 'DELETE']

/** `external_write` tells the person who grants that a tool changes something outside. @source host contract 5.2 */
export const writesUndeclared = defineRule({
  id: 'tools/writes-undeclared',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) => {
    const canRequest = includesPermission(manifest.permissions, hostApiPermission('request'))
    if (!canRequest || manifest.tools.length === 0) return []
    if (manifest.tools.some(tool => tool.external_write)) return []
    return manifest.request
      .flatMap((target, index) => {
        if (!isUsableRequestTarget(target)) return []
        const methods = target.methods.filter(isWriting)
        return methods.length === 0
          ? []
          : [{ at: reading.locate(`request[${index}].methods`), data: { methods, host: target.host } }]
      })
      .slice(0, 1)
  },
  advise: ({ methods, host }) => ({
    what: `The plugin may send ${methods.map(quote).join(', ')} to ${quote(host)}, and no tool says external_write = true.`,
    why: 'Yoi asks for a permission of its own for tools that write outside; without it the person who grants does not learn of it.',
    fix: 'Set external_write = true on the tools that write, and request { kind = "external_write" }; or drop the methods.',
  }),
})

function isWriting(method: string): boolean {
  return WRITING_METHODS.some(
    writing => toAsciiLowerCase(writing) === toAsciiLowerCase(trimWhiteSpace(method)),
  )
}
