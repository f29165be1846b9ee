import { defineRule } from '../../define-rule.ts'

/** A memory's minimum counts against the limit, so such a component never starts. @source host contract 6.3 */
export const memoryTooLarge = defineRule({
  id: 'host/memory-too-large',
  severity: 'error',
  needs: ['component', 'plugin', 'revision'],
  find: ({ component, plugin, revision }) =>
    component.footprint.memoryPages <= revision.memoryPages
      ? []
      : [
          {
            at: { file: plugin.componentPath ?? plugin.inputPath },
            data: {
              found: component.footprint.memoryPages,
              limit: revision.memoryPages,
              revision: revision.id,
              engine: component.engine,
            },
          },
        ],
  advise: ({ found, limit, revision, engine }) => ({
    what: `The component starts with ${found} memory pages of 64 KiB; ${revision} gives at most ${limit}.`,
    why: 'Instantiation fails before the first call, with an error about memory growth.',
    fix:
      engine === 'starlingmonkey'
        ? 'Set build.engine = "quickjs", whose components fit; --host-revision js-engines judges by what StarlingMonkey needs.'
        : 'Lower the initial memory: a smaller stack and less static data (Rust: -C link-arg=-zstack-size=65536).',
  }),
})
