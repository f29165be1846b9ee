import type { HostRevision } from '../contract/host-revisions.ts'
import type { Finding } from '../finding.ts'
import { NOTHING_GRANTED } from '../grants/grant-set.ts'
import type { SandboxStart } from '../host/sandbox-start.ts'
import type { ProjectSettings } from '../manifest/project/project-settings.ts'
import type { Locate } from '../manifest/text/locate.ts'
import { loadPlugin } from '../package/load-plugin.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { readPackage } from '../package/read-package.io.ts'
import { readSettings } from '../package/read-settings.io.ts'
import type { Network } from './answers/network.ts'
import type { Case } from './case.ts'
import { CassetteShelf } from './cassette/cassette-shelf.io.ts'
import { type ResolvedSecrets, resolveSecrets, type SecretSources } from './cassette/resolve-secrets.ts'
import { chooseGrants, type GrantSource } from './choose-grants.ts'
import { chooseHostRevision } from './choose-host-revision.ts'
import { applyHostSettings } from './host-limits.ts'
import { readCases } from './read-cases.io.ts'

export interface TestOptions extends SandboxStart {
  /** The folder as the user typed it, for reports. */
  readonly inputPath: string
  /** Only cases whose file or tool has this text in it. */
  readonly filter?: string | undefined
  /** The network under grants of this source; absent: cassettes stand in for it. */
  readonly networkUnder?: ((source: GrantSource) => Network) | undefined
  /** Secrets to hide, see `resolveSecrets`; `[record] secrets` of the project come to them. Absent: none. */
  readonly secrets?: Omit<SecretSources, 'named'>
  readonly signal?: AbortSignal | undefined
}

/** A project with its cases, read and not run. */
export interface OpenTest extends ResolvedSecrets {
  readonly plugin: LoadedPlugin
  readonly settings: ProjectSettings
  /** Where a setting stands in yoi-plugin.toml. */
  readonly locateSetting: Locate
  readonly limits: HostRevision
  /** All that can be read. */
  readonly allCases: readonly Case[]
  /** Those that the filter leaves. */
  readonly cases: readonly Case[]
  readonly shelf: CassetteShelf
  /** Problems of project and package; with an error among them nothing can be run. */
  readonly problems: readonly Finding[]
  /** Cases that cannot be read. */
  readonly caseFindings: readonly Finding[]
  /** The network for a case; null: cassettes stand in for it. */
  readonly networkOf: ((entry: Case) => Network) | null
}

/** @param directory absolute @throws UserError for a secret that cannot be used */
export async function openTest(directory: string, options: TestOptions): Promise<OpenTest> {
  const { inputPath, filter, networkUnder } = options
  const project = readSettings(directory)
  const { settings } = project
  const { revision, findings } = chooseHostRevision(undefined, project)
  const limits = applyHostSettings(revision, settings.host)
  const plugin = loadPlugin(
    await readPackage(directory, { inputPath, include: settings.pack.include, limits: limits.package }),
  )
  const [reading, shelf] = await Promise.all([readCases(directory), CassetteShelf.open(directory)])
  const sourceOf = ({ grants }: Case) =>
    chooseGrants({ entry: grants, project: settings.grants }, plugin.manifest ?? NOTHING_GRANTED).source
  return {
    plugin,
    settings,
    locateSetting: project.locate,
    limits,
    allCases: reading.cases,
    cases: reading.cases.filter(({ file, tool }) => !filter || `${file} ${tool}`.includes(filter)),
    shelf,
    problems: [...project.findings, ...findings, ...plugin.findings],
    caseFindings: reading.findings,
    networkOf: networkUnder ? entry => networkUnder(sourceOf(entry)) : null,
    ...resolveSecrets({ typed: [], env: {}, ...options.secrets, named: settings.record.secrets }),
  }
}

export function isBroken({ problems }: OpenTest): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

/** What a report says of project and package: what keeps cases from running, and whether the component is as it was built. */
export function toldProblems({ problems }: OpenTest): Finding[] {
  return problems.filter(({ severity, rule }) => severity === 'error' || rule.startsWith('build/'))
}
