import { defineRule } from '../../define-rule.ts'

/** Hooks are read and checked, and nothing in the host runs them. @source host contract 11.61 */
export const neverRun = defineRule({
  id: 'hooks/never-run',
  severity: 'warning',
  needs: ['manifest', 'reading', 'revision'],
  find: ({ manifest, reading, revision }) =>
    manifest.hooks.length === 0
      ? []
      : [
          {
            at: reading.locate('hooks[0]'),
            data: { count: manifest.hooks.length, revision: revision.id },
          },
        ],
  advise: ({ count, revision }) => ({
    what: `plugin.toml declares ${count === 1 ? 'a hook' : `${count} hooks`}; ${revision} runs none.`,
    why: 'The host reads hooks, checks that their files exist, and never calls them.',
    fix: 'Make the hook a tool or a service, or remove it; keep it only for a later host.',
  }),
})
