import type { RuleInputs } from '../../define-rule.ts'
import { defineRule } from '../../define-rule.ts'

/** The host's own `check` inspects with empty target lists and so rejects what a grant would allow. @source host contract 9.3, 11.20 */
export const ownCheckRejects = defineRule({
  id: 'host/own-check-rejects',
  severity: 'note',
  needs: ['manifest', 'reading', 'revision'],
  find: inputs => {
    const path = inputs.revision.commit === null ? undefined : firstCause(inputs)
    return path === undefined
      ? []
      : [{ at: inputs.reading.locate(path), data: { revision: inputs.revision.id } }]
  },
  advise: ({ revision }) => ({
    what: `The \`yoi plugin check\` of ${revision} rejects every plugin that uses a host API or has a target.`,
    why: 'It inspects with empty grants for addresses and files, and reports them as missing; a real enablement has them.',
    fix: 'Nothing in the plugin: read its diagnostics of the kind "grant" as "must be granted".',
  }),
})

function firstCause({ manifest }: Pick<RuleInputs, 'manifest'>): string | undefined {
  const permission = manifest.permissions.findIndex(({ kind }) => kind === 'host_api')
  if (permission >= 0) return `permissions[${permission}]`
  if (manifest.request.length > 0) return 'request[0]'
  return manifest.websocket.length > 0 ? 'websocket[0]' : undefined
}
