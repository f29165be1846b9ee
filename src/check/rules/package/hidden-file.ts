import { quoteFirst } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'
import { isSecretFile } from './secret-file.ts'

const SHOWN = 3

/** Dot files are left out of listings, and so get into a package unseen. @source host contract 2.4, 11.24 */
export const hiddenFile = defineRule({
  id: 'package/hidden-file',
  severity: 'warning',
  needs: ['plugin'],
  find: ({ plugin }) => {
    // Those with a secret in them have a rule of their own.
    const paths = [...plugin.files.keys()].filter(path => isHidden(path) && !isSecretFile(path))
    return paths.length === 0 ? [] : [{ at: { file: paths[0]! }, data: { paths } }]
  },
  advise: ({ paths }) => ({
    what: `The package holds ${paths.length === 1 ? 'a hidden file' : `${paths.length} hidden files`}: ${quoteFirst(paths, SHOWN)}.`,
    why: 'Most listings do not show them, and what tools keep there (.git, .idea, .DS_Store) is of no use to the host.',
    fix: 'Leave them out, or give what belongs to the plugin a name without the dot.',
  }),
})

/** A part such as `...` is a strange name, and not a hidden one. */
function isHidden(path: string): boolean {
  return path.split('/').some(part => /^\.[^.]/.test(part))
}
