import { validateCoreModules } from '../../../component/validate-core-modules.ts'
import { defineRule } from '../../define-rule.ts'

/**
 * Function bodies that do not validate, or use operators that the host leaves off. Silent about what is refused already:
 * unreadable components and those that are too large to be compiled. @source host contract 6.3
 */
export const invalidCode = defineRule({
  id: 'component/invalid-code',
  severity: 'error',
  needs: ['plugin', 'component', 'revision'],
  find: ({ plugin, component, revision }) => {
    const file = plugin.componentPath ?? plugin.inputPath
    const bytes = plugin.files.get(file)
    if (bytes === undefined || component.format !== 'component' || component.refusal) return []
    if (component.byteLength > revision.componentBytes) return []
    return validateCoreModules(bytes)
      .filter(module => module.verdict === 'invalid')
      .map(({ offset, reason }) => ({ at: { file }, data: { offset, reason: reason ?? '' } }))
  },
  advise: ({ offset, reason }) => ({
    what: `The core module at byte ${offset} is not valid: ${reason}.`,
    why: 'The host refuses to compile it, so every call fails.',
    fix: 'Run `yoi-plugin build`.',
  }),
})
