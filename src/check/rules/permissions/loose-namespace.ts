import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** `tool_namespace` is a raw prefix of tool names. @source host contract 5.2, 11.58 */
export const looseNamespace = defineRule({
  id: 'permissions/loose-namespace',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    manifest.permissions.flatMap((permission, index) =>
      permission.kind === 'tool_namespace' && !/[^\p{L}\p{N}]$/u.test(permission.namespace)
        ? [
            {
              at: reading.locate(`permissions[${index}].namespace`),
              data: { namespace: permission.namespace },
            },
          ]
        : [],
    ),
  advise: ({ namespace }) =>
    namespace === ''
      ? {
          what: 'A tool_namespace is empty.',
          why: 'An empty namespace matches no tool at all.',
          fix: 'Write the start of the tool names with its delimiter, for example "acme_", or name each tool.',
        }
      : {
          what: `The tool_namespace ${quote(namespace)} ends without a delimiter.`,
          why: 'It is a plain prefix: a grant of it covers every tool whose name begins with these letters, whatever comes next.',
          fix: `Write ${quote(`${namespace}_`)} or another delimiter that the tool names have, or name each tool.`,
        },
})
