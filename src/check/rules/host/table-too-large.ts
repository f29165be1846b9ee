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
              engine: component.engine,
            },
          },
        ],
  advise: ({ found, limit, revision, engine }) => ({
    what: `The component has a table of ${found} elements; ${revision} gives at most ${limit}.`,
    why: 'Instantiation fails before the first call, with an error about table growth.',
    fix:
      engine === 'starlingmonkey'
        ? 'Set build.engine = "quickjs", whose components fit; --host-revision js-engines judges by what StarlingMonkey needs.'
        : 'Build with yoi-plugin build, which removes the table, or use fewer function pointers (dyn Trait, callbacks).',
  }),
})
