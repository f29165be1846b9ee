import { tomlString } from '../../../manifest/toml/write-toml.ts'
import { defineRule } from '../../define-rule.ts'
import { deadParts } from './dead-parts.ts'
import { declaredTargets } from './declared-targets.ts'

/** What is written in a target and cannot match any URL that the host sends to. @source host contract 5.4, 11.54 */
export const neverMatches = defineRule({
  id: 'permissions/never-matches',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    declaredTargets(manifest).flatMap(declared =>
      deadParts(declared).map(part => ({
        at: reading.locate(part.path),
        data: part,
        edits: part.meant === undefined ? [] : reading.editor.replaceValue(part.path, tomlString(part.meant)),
      })),
    ),
  advise: ({ what, fix }) => ({
    what: `${what}.`,
    why: 'The host compares the text as it stands with the parsed URL, so this never matches and every such call is refused.',
    fix: `${fix}.`,
  }),
})
