import { isBroadTarget, isOpenTarget, takesAnyHost } from '../../../grants/target-label.ts'
import { trimWhiteSpace } from '../../../grants/white-space.ts'
import { defineRule } from '../../define-rule.ts'
import { declaredTargets } from './declared-targets.ts'

/** The host marks such targets as broad to the person who grants. @source host contract 5.5 */
export const broadTarget = defineRule({
  id: 'permissions/broad-target',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    declaredTargets(manifest)
      .filter(({ target }) => isOpenTarget(target))
      .map(({ api, path, target }) => {
        const open = [
          ...(trimWhiteSpace(target.scheme) === '*' ? ['any scheme'] : []),
          ...(takesAnyHost(target) ? ['any host'] : []),
          ...(target.path_prefixes.length === 0 ? ['any path'] : []),
        ]
        return { at: reading.locate(path), data: { api, open, isShown: isBroadTarget(target) } }
      }),
  advise: ({ api, open, isShown }) => ({
    what: `The [[${api}]] target takes ${open.join(', ')}.`,
    why: isShown
      ? `Yoi shows it as broad-${api} to whoever grants, and a mistake in the plugin reaches everything that it leaves open.`
      : 'Yoi does not even show it as broad to whoever grants, and a mistake in the plugin reaches everything that it leaves open.',
    fix: 'Name one scheme, one host and the path_prefixes that the plugin needs; write ["/"] when it is the whole host.',
  }),
})
