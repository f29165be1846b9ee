import { defineRule } from '../../define-rule.ts'

/** A table's minimum counts against the limit, so such a component never starts. @source host contract 6.3, 11.3 */
export const tableTooLarge = defineRule({
  id: 'host/table-too-large',
  severity: 'error',
  needs: ['component', 'plugin', 'revision'],
  find: ({ component, plugin, revision }) =>
    component.footprint.tableElements <= revision.tableElements
      ? []
      : [
          {
            at: { file: plugin.componentPath ?? plugin.inputPath },
            data: {
              found: component.footprint.tableElements,
              limit: revision.tableElements,
              revision: revision.id,
            },
          },
        ],
  advise: ({ found, limit, revision }) => ({
    what: `The component has a table of ${found} elements; ${revision} gives at most ${limit}.`,
    why: 'Instantiation fails before the first call, with an error about table growth.',
    fix: 'Build with yoi-plugin build, which removes the table, or use fewer function pointers (dyn Trait, callbacks).',
  }),
})
