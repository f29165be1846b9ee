import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** Paths are case-sensitive in a package and on Linux, and not on most other desks. @source host contract 1.4 */
export const caseCollision = defineRule({
  id: 'package/case-collision',
  severity: 'warning',
  needs: ['plugin'],
  find: ({ plugin }) => {
    const first = new Map<string, string>()
    return [...plugin.files.keys()].flatMap(path => {
      const folded = path.normalize('NFC').toLowerCase()
      const other = first.get(folded)
      if (other === undefined) first.set(folded, path)
      return other === undefined ? [] : [{ at: { file: path }, data: { path, other } }]
    })
  },
  advise: ({ path, other }) => ({
    what: `The paths ${quote(other)} and ${quote(path)} differ only in case or in the form of their letters.`,
    why: 'Unpacked on macOS or Windows one overwrites the other, and the folder has another digest than the package.',
    fix: 'Rename one of them.',
  }),
})
