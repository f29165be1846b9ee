import { mapOffset } from '../../component/map-position.ts'
import type { Finding, Place } from '../../finding.ts'
import type { PluginCode } from './compiled-plugin.ts'
import { type FixedValueUse, findFixedValues } from './script/find-fixed-values.ts'

/** Uses of chance and of the clock, which a component does not have, one finding for each place. @source host contract 6.3 */
export function fixedValueFindings({ bundle, analysis }: Pick<PluginCode, 'bundle' | 'analysis'>): Finding[] {
  if (analysis === undefined) return []
  const seen = new Set<string>()
  return findFixedValues(analysis).flatMap(use => {
    const at = mapOffset(bundle.code, bundle.sourceMap, use.offset)
    if (at === undefined || seen.size === seen.add(`${at.file}:${at.line}:${at.column}`).size) return []
    return [use.kind === 'random' ? sameNumbers(use, at) : sameTime(use, at)]
  })
}

function sameNumbers({ what }: FixedValueUse, at: Place): Finding {
  return {
    rule: 'build/fixed-random',
    severity: 'warning',
    message: `${what} gives the same numbers whenever the tool is called with the same input.`,
    why: 'A component has no source of chance: the numbers follow from the name of the tool and its input. They repeat, and they are no secret.',
    fix: 'Use them to sample or to shuffle only; take an id, a key or a seed from the input or from an answer of a host API.',
    at,
  }
}

function sameTime({ what }: FixedValueUse, at: Place): Finding {
  return {
    rule: 'build/fixed-time',
    severity: 'warning',
    message: `${what} stands at 1970-01-01T00:00:00Z.`,
    why: 'A component has no clock, so no time passes in it.',
    fix: 'Take the time from the input; new Date(value), Date.UTC and Date.parse work.',
    at,
  }
}
