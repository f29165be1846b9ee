import type { Finding } from '../finding.ts'
import { formatKeyPath } from '../manifest/key-path.ts'
import type { ProjectReading } from '../manifest/read-project-settings.ts'
import type { PluginWithFacts } from '../package/loaded-plugin.ts'
import { applyStrict } from './apply-strict.ts'
import { applySuppressions } from './apply-suppressions.ts'
import { sortFindings } from './check-plugin.ts'
import { readIgnoreComments } from './read-ignore-comments.ts'
import type { KnownRules } from './rule-info.ts'
import type { Suppressed } from './suppressions.ts'

/** Everything that decides how findings are reported. */
export interface Settlement {
  readonly plugin: PluginWithFacts
  readonly project: Pick<ProjectReading, 'settings' | 'locate'>
  readonly known: KnownRules
  /** Whether guest code ran: only then is a suppression of its findings ever called unused. */
  readonly wasExercised: boolean
  /** The reviewer's switch: nothing that the author wrote silences anything. */
  readonly ignoresProject: boolean
  readonly isStrict: boolean
}

/** The findings of all sources as they are reported: suppressions applied, `--strict` applied, in the order of `sortFindings`. */
export function settleFindings(findings: readonly Finding[], settlement: Settlement): Suppressed {
  const settled = settlement.ignoresProject ? { findings, suppressed: [] } : suppress(findings, settlement)
  const judged = settlement.isStrict ? applyStrict(settled.findings) : settled.findings
  return { findings: sortFindings(judged), suppressed: settled.suppressed }
}

function suppress(findings: readonly Finding[], settlement: Settlement): Suppressed {
  const { plugin, project, known } = settlement
  return applySuppressions(findings, {
    comments: readIgnoreComments(plugin.manifestReading?.comments ?? []),
    settings: {
      rules: project.settings.rules,
      locate: rule => project.locate(formatKeyPath(['rules', rule]), 'key'),
    },
    known,
    wasApplied: rule => wasApplied(rule, settlement),
  })
}

/** A rule stays silent when its inputs could not be read, and rules of `build` are not applied here at all. */
function wasApplied(rule: string, { plugin, wasExercised }: Settlement): boolean {
  const area = rule.split('/')[0]
  if (area === 'build') return false
  if (area === 'case' || area === 'cassette' || area === 'exercise') return wasExercised
  return plugin.manifest !== undefined && (plugin.component !== undefined || plugin.manifest.runtime === null)
}
