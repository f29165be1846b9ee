import { defineRule } from '../../define-rule.ts'

/** The host refuses a component file over its size limit before it reads it. @source host contract 6.3 */
export const componentTooLarge = defineRule({
  id: 'host/component-too-large',
  severity: 'error',
  needs: ['component', 'plugin', 'revision'],
  find: ({ component, plugin, revision }) =>
    component.byteLength <= revision.componentBytes
      ? []
      : [
          {
            at: { file: plugin.componentPath ?? plugin.inputPath },
            data: { found: component.byteLength, limit: revision.componentBytes, revision: revision.id },
          },
        ],
  advise: ({ found, limit, revision }) => ({
    what: `The component has ${found} bytes; ${revision} takes at most ${limit}.`,
    why: 'The host refuses the file before it reads it.',
    fix: 'Build with the engine "quickjs" or in Rust, and drop what the plugin does not use.',
  }),
})
