import type { TomlNode, TomlString, TomlTable } from '../manifest/toml/toml-node.ts'
import type { ReportCaseProblem as Report } from './read-case-grants.ts'

const MAX_PATTERNS = 20
const MAX_PATTERN_CHARACTERS = 1_000

/**
 * Refuses patterns in `with` of replies and in `[expect]` that are too many or too long: while one is tried nothing else
 * can run, not even what a signal asks for, and a stranger decides how long each takes.
 */
export function refusePatterns(root: TomlTable, report: Report): void {
  const replies = root.entries.get('replies')?.value
  const wishes = replies?.kind === 'array' ? replies.items.map(reply => memberOf(reply, 'with')) : []
  const patterns = [...wishes, memberOf(root, 'expect')].flatMap(patternsIn)
  if (patterns.length > MAX_PATTERNS)
    report(`it has ${patterns.length} times "$match", more than ${MAX_PATTERNS}`, patterns[MAX_PATTERNS]!)
  for (const pattern of patterns) {
    const { length } = pattern.value
    if (length > MAX_PATTERN_CHARACTERS)
      report(`"$match" has ${length} characters, more than ${MAX_PATTERN_CHARACTERS}`, pattern)
  }
}

function memberOf(node: TomlNode, key: string): TomlNode | undefined {
  return node.kind === 'table' ? node.entries.get(key)?.value : undefined
}

/** A table that has nothing else than `$match` with a text, wherever it stands. */
function patternsIn(node: TomlNode | undefined): TomlString[] {
  if (node?.kind === 'array') return node.items.flatMap(patternsIn)
  if (node?.kind !== 'table') return []
  const pattern = node.entries.size === 1 ? memberOf(node, '$match') : undefined
  return pattern?.kind === 'string'
    ? [pattern]
    : [...node.entries.values()].flatMap(({ value }) => patternsIn(value))
}
