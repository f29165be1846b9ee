import type { Edit, Place } from '../finding.ts'
import type { ManifestComment } from '../manifest/manifest-reading.ts'
import { isBlank } from '../manifest/names.ts'

/** One `# yoi-plugin: ignore[rule, rule] reason`. It holds for findings on its own line and on the next. */
export interface IgnoreComment {
  /** At least one. */
  readonly rules: readonly string[]
  readonly reason: string
  readonly at: Place
  readonly removal: readonly Edit[]
}

export interface IgnoreComments {
  readonly comments: readonly IgnoreComment[]
  /** Comments that begin like one and cannot be used: no rule, or no reason. */
  readonly malformed: readonly { readonly missing: 'rule' | 'reason'; readonly at: Place }[]
}

const DIRECTIVE = /^#\s*yoi-plugin:\s*ignore\b(.*)$/s
const ARGUMENTS = /^\s*\[([^\]]*)\](.*)$/s

/** Finds the suppressions among the comments of `plugin.toml`. Every other comment is nobody's business. @source design 7 */
export function readIgnoreComments(comments: readonly ManifestComment[]): IgnoreComments {
  const found: IgnoreComment[] = []
  const malformed: { missing: 'rule' | 'reason'; at: Place }[] = []
  for (const { text, at, removal } of comments) {
    const rest = DIRECTIVE.exec(text)?.[1]
    if (rest === undefined) continue
    const [, list = '', reason = ''] = ARGUMENTS.exec(rest) ?? []
    const rules = [...new Set(list.split(',').map(id => id.trim()))].filter(id => id !== '')
    if (rules.length === 0) malformed.push({ missing: 'rule', at })
    else if (isBlank(reason)) malformed.push({ missing: 'reason', at })
    else found.push({ rules, reason: reason.trim(), at, removal })
  }
  return { comments: found, malformed }
}
