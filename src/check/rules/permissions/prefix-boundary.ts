import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'
import { declaredTargets } from './declared-targets.ts'

/** A prefix is plain text without segment boundary. @source host contract 5.4, 11.53 */
export const prefixBoundary = defineRule({
  id: 'permissions/prefix-boundary',
  severity: 'note',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    declaredTargets(manifest).flatMap(({ path, target }) =>
      target.path_prefixes.flatMap((prefix, index) =>
        prefix.startsWith('/') && !prefix.endsWith('/')
          ? [{ at: reading.locate(`${path}.path_prefixes[${index}]`), data: { prefix } }]
          : [],
      ),
    ),
  advise: ({ prefix }) => ({
    what: `The path prefix ${quote(prefix)} also takes ${quote(`${prefix}0`)} and everything else that goes on without a "/".`,
    why: 'The host compares plain text and knows no path segments.',
    fix: `Write ${quote(`${prefix}/`)} if only what lies below is meant.`,
  }),
})
