import type { Place } from '../../../finding.ts'
import { formatKeyPath, type KeyPath } from '../../../manifest/key-path.ts'
import { defineRule, type Found, type RuleInputs } from '../../define-rule.ts'
import { findHiddenCharacters } from './find-hidden-characters.ts'

interface Hidden {
  readonly where: string
  readonly characters: readonly string[]
}

/** What a reviewer cannot see in `plugin.toml`, and a model reads all the same. */
export const hiddenCharacters = defineRule({
  id: 'manifest/hidden-characters',
  severity: 'warning',
  security: true,
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) => [
    ...search(manifest, [], reading),
    ...reading.comments.flatMap(({ text, at }) =>
      judge(
        text,
        () => 'A comment',
        () => at,
      ),
    ),
  ],
  advise: ({ where, characters }) => ({
    what: `${where} holds characters that no one sees: ${characters.join(', ')}.`,
    why: 'They reach the model unseen, can reorder what a reviewer reads, or make two different names look the same.',
    fix: 'Delete them; retype the text if they came with a paste.',
  }),
})

function search(value: unknown, path: KeyPath, reading: RuleInputs['reading']): Found<Hidden>[] {
  const place = (part: KeyPath, of: 'key' | 'value') => () => reading.locate(formatKeyPath(part), of)
  if (typeof value === 'string') return judge(value, () => label(path), place(path, 'value'))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => {
    const below = [...path, Array.isArray(value) ? Number(key) : key]
    const keyFound = Array.isArray(value) ? [] : judge(key, () => 'A key', place(below, 'key'))
    return [...keyFound, ...search(child, below, reading)]
  })
}

/** Up to the first key that could itself hold something strange. */
function label(path: KeyPath): string {
  const schema = path.indexOf('input_schema')
  const known = schema < 0 ? path : path.slice(0, schema + 1)
  return `\`${formatKeyPath(known)}\``
}

function judge(text: string, where: () => string, place: () => Place): Found<Hidden>[] {
  const characters = findHiddenCharacters(text)
  return characters.length === 0 ? [] : [{ at: place(), data: { where: where(), characters } }]
}
