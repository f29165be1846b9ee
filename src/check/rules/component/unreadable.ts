import { defineRule } from '../../define-rule.ts'

/** Bytes that break the format, or use a feature that the host does not have. @source host contract 6.3 */
export const unreadable = defineRule({
  id: 'component/unreadable',
  severity: 'error',
  needs: ['plugin', 'component'],
  find: ({ plugin, component }) => {
    const at = { file: plugin.componentPath ?? plugin.inputPath }
    const refusals = [component.refusal, ...component.coreModules.map(module => module.refusal)]
    const seen = new Set<string>()
    return refusals.flatMap(refusal => {
      if (refusal === undefined || seen.has(`${refusal.offset}`)) return []
      seen.add(`${refusal.offset}`)
      return [{ at, data: refusal }]
    })
  },
  advise: ({ kind, reason, offset }) => ({
    what:
      kind === 'malformed'
        ? `The component is broken at byte ${offset}: ${reason}.`
        : `The component uses something that no Yoi host runs, at byte ${offset}: ${reason}.`,
    why: 'The host refuses to compile it, so every call fails.',
    fix: 'Run `yoi-plugin build`.',
  }),
})
