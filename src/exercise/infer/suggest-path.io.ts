import type { HostRevision } from '../../contract/host-revisions.ts'
import { MANIFEST_FILE } from '../../contract/names.ts'
import type { Finding } from '../../finding.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { LoadedPlugin } from '../../package/loaded-plugin.ts'
import { answerCases } from '../answers/answer-cases.io.ts'
import type { Case } from '../case.ts'
import type { Exchange } from '../cassette/cassette.ts'
import { isBroken, type OpenTest, openTest, type TestOptions, toldProblems } from '../open-test.io.ts'
import { findUnneeded, unneeded } from './find-unneeded.ts'
import { planManifest } from './plan-manifest.ts'
import { type Inference, NOTHING_KNOWN, suggestGrants } from './suggest-grants.io.ts'

/** What the cases of a project need. */
export interface SuggestReport extends Inference {
  readonly inputPath: string
  /** Problems that keep cases from running, and what is declared and not needed. */
  readonly findings: readonly Finding[]
  readonly limits: HostRevision
  /** True when every tool has a case that counts, and the manifest declares nothing that no case can show. */
  readonly isComplete: boolean
  /** plugin.toml as it is and as it should be; null when nothing is known, or when it has to be edited by hand. */
  readonly plan: ManifestPlan | null
}

export interface ManifestPlan {
  readonly before: string
  readonly after: string
}

/** One call in the place of cases. */
export interface SuggestCall {
  readonly tool: string
  readonly inputJson: string
  /** In the place of the network and of a cassette; null: none. */
  readonly exchanges: readonly Exchange[] | null
}

/** How reports call a call that is no case. */
export const THE_CALL = 'the call'

/**
 * Finds what the cases of a project, or one call of it, need. Changes nothing.
 * @param directory absolute
 * @throws UserError for secrets that cannot be used
 */
export async function suggestPath(
  directory: string,
  options: TestOptions,
  call: SuggestCall | null = null,
): Promise<SuggestReport> {
  const test = await openTest(directory, options)
  const { plugin, settings, limits, shelf, networkOf, secrets } = test
  const findings = [...toldProblems(test), ...(call ? [] : test.caseFindings)]
  const base = { inputPath: options.inputPath, limits, isComplete: false }
  if (isBroken(test) || !plugin.manifest) return { ...NOTHING_KNOWN, ...base, findings, plan: null }
  const open = answerCases({ networkOf, shelf, secrets, ignore: settings.record.ignore })
  const fixed = call?.exchanges ? { exchanges: call.exchanges } : {}
  const inference = await suggestGrants(
    {
      plugin,
      limits,
      cases: call ? [caseOf(call)] : test.cases,
      projectDir: directory,
      projectGrants: settings.grants,
      secrets,
      openAnswers: (entry, observer) => open(entry, { observer, ...fixed }),
      rehearse: (entry, exchanges) => open(entry, networkOf && !call?.exchanges ? { exchanges } : fixed),
      cacheFolder: options.cacheFolder,
      signal: options.signal,
    },
    plugin.manifest,
  )
  const isComplete = call === null && hasAllEvidence(test, plugin.manifest, inference)
  const told = unneededFindings(test, plugin.manifest, { ...inference, isComplete })
  const plan = await planProject(plugin, { ...inference, isComplete })
  return { ...base, ...inference, isComplete, plan, findings: [...findings, ...told] }
}

/** The changed manifest counts only when the cases pass with it. */
async function planProject(
  { files }: LoadedPlugin,
  { suggestion, observed, isComplete, failuresUnder }: Inference & { readonly isComplete: boolean },
): Promise<ManifestPlan | null> {
  const bytes = files.get(MANIFEST_FILE)
  if (suggestion === null || bytes === undefined) return null
  const { needed } = suggestion
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const planned = planManifest(before, new Set(files.keys()), { needed, observed, isComplete })
  if (planned === null) return null
  if (planned.text === before) return { before, after: before }
  const failures = await failuresUnder({ manifest: planned.requests, grants: needed.grants })
  return failures.size > 0 ? null : { before, after: planned.text }
}

/** Whatever it answers is right. */
function caseOf({ tool, inputJson }: SuggestCall): Case {
  const expect = { summary: { $match: '' } }
  return { file: THE_CALL, tool, inputJson, grants: null, without: [], replies: [], cassette: null, expect }
}

/** Whether nothing is left that could need more: what a service or an ingress does, no case can show. */
function hasAllEvidence(
  { cases, allCases, caseFindings }: OpenTest,
  { tools, services, ingresses, hooks }: Manifest,
  { observed, uncounted }: Inference,
): boolean {
  const counted = new Set(observed.map(({ entry }) => entry.tool))
  return (
    cases.length === allCases.length &&
    caseFindings.length === 0 &&
    uncounted.every(({ isMeant }) => isMeant) &&
    tools.every(({ name }) => counted.has(name)) &&
    services.length + ingresses.length + hooks.length === 0
  )
}

function unneededFindings(
  { plugin, settings, locateSetting }: OpenTest,
  manifest: Manifest,
  { suggestion, observed, isComplete }: Inference & { readonly isComplete: boolean },
): Finding[] {
  if (suggestion === null) return []
  const evidence = { needed: suggestion.needed, observed, isComplete }
  return [
    ...findUnneeded(manifest, manifest, evidence).map(each =>
      unneeded(each, 'plugin.toml requests', plugin.manifestReading!.locate(each.path)),
    ),
    ...findUnneeded(settings.grants ?? NO_REQUESTS, manifest, evidence).map(each =>
      unneeded(each, '[grants] allow', locateSetting(`grants.${each.path}`)),
    ),
  ]
}

const NO_REQUESTS = { permissions: [], request: [], websocket: [] }
