import { acceptingRevisions } from '../check/accepting-revisions.ts'
import { checkPlugin } from '../check/check-plugin.ts'
import type { CheckReport } from '../check/check-report.ts'
import { knownRules } from '../check/known-rules.ts'
import { settleFindings } from '../check/settle-findings.ts'
import type { HostRevision } from '../contract/host-revisions.ts'
import type { Finding } from '../finding.ts'
import type { SandboxStart } from '../host/sandbox-start.ts'
import type { ProjectSettings } from '../manifest/project/project-settings.ts'
import { readProjectSettings } from '../manifest/read-project-settings.ts'
import { loadPlugin } from '../package/load-plugin.ts'
import type { PluginWithFacts } from '../package/loaded-plugin.ts'
import { readFacts } from '../package/read-facts.ts'
import { readPackage } from '../package/read-package.io.ts'
import { readSettings } from '../package/read-settings.io.ts'
import { statPath } from '../package/stat-path.io.ts'
import { answerCases } from './answers/answer-cases.io.ts'
import { CassetteShelf } from './cassette/cassette-shelf.io.ts'
import { chooseHostRevision } from './choose-host-revision.ts'
import type { Exercise } from './exercise-plugin.ts'
import { applyHostSettings } from './host-limits.ts'
import { type CasesReading, readCases } from './read-cases.io.ts'
import { readSources } from './read-sources.io.ts'
import { authorizeAsProject, runExercise, usesOf } from './run-exercise.io.ts'

export interface CheckOptions extends SandboxStart {
  /** The input as the user typed it, for reports. */
  readonly inputPath: string
  /** Static rules only: no guest code is run. */
  readonly isStatic?: boolean
  /** Ignore `yoi-plugin.toml` and cases: the reviewer's switch. */
  readonly ignoresProject?: boolean
  /** Judge a folder as the host's own packer would take it, everything in it. */
  readonly asHostDirectory?: boolean
  /** Report warnings as errors. */
  readonly isStrict?: boolean
  /** Id of the host revision to judge by; the project's own choice, else the newest released host. */
  readonly hostRevision?: string
  readonly signal?: AbortSignal
}

/**
 * Reads, checks and exercises a project folder, a `.yoi-plugin` file or a `.wasm` file (which has no tools to call).
 * @param path absolute
 * @throws UserError when there is nothing at `path`
 * @source design 3, 7
 */
export async function checkPath(path: string, options: CheckOptions): Promise<CheckReport> {
  const isFolder = statPath(path)?.isDirectory() ?? false
  const project = isFolder && !options.ignoresProject ? readSettings(path) : readProjectSettings(undefined)
  const chosen = chooseHostRevision(options.hostRevision, project)
  const revision = applyHostSettings(chosen.revision, project.settings.host)
  const reading = await readPackage(path, {
    inputPath: options.inputPath,
    include: project.settings.pack.include,
    asHostDirectory: options.asHostDirectory ?? false,
    limits: revision.package,
  })
  const plugin = readFacts(loadPlugin(reading))
  const settingsFindings = [...project.findings, ...chosen.findings]
  const findings = [...settingsFindings, ...checkPlugin(plugin, revision)]
  const trials =
    plugin.inputKind === 'directory' && !options.ignoresProject ? await readTrials(path) : NO_TRIALS
  const exercise =
    options.isStatic || settingsFindings.some(isError) || !canRun(plugin, findings)
      ? null
      : await runTrials(trials, plugin, project.settings, { limits: revision, options })
  const settled = settleFindings([...findings, ...trials.cassetteFindings, ...(exercise?.findings ?? [])], {
    plugin,
    project,
    known: knownRules(),
    wasExercised: exercise !== null,
    ignoresProject: options.ignoresProject ?? false,
    isStrict: options.isStrict ?? false,
  })
  return {
    plugin,
    findings: settled.findings,
    ...(isFolder && { sources: readSources(path, settled.findings) }),
    suppressed: settled.suppressed,
    cases: exercise?.reports ?? [],
    footprint: plugin.component?.format === 'component' ? plugin.component.footprint : null,
    hostRevision: revision.id,
    acceptedBy: acceptingRevisions(plugin),
    packageLimits: revision.package,
    fuelPerCall: revision.fuelPerCall,
    wasExercised: exercise !== null,
  }
}

/** Under settings that could not be taken, a call would only show that its grants are missing. */
function isError({ severity }: Finding): boolean {
  return severity === 'error'
}

/** What the host refuses, and a component that is broken or built for something else, would only say so again, once a call. */
function canRun(plugin: PluginWithFacts, findings: readonly Finding[]): boolean {
  if (plugin.inputKind === 'component' || plugin.component?.format !== 'component') return false
  return !findings.some(
    finding => finding.isHostFirst || (isError(finding) && /^(component|legacy|host)\//.test(finding.rule)),
  )
}

/** What a project tries its plugin with. */
interface Trials extends CasesReading {
  readonly projectDir: string | null
  readonly shelf: CassetteShelf | null
  readonly cassetteFindings: readonly Finding[]
}

const NO_TRIALS: Trials = { cases: [], findings: [], projectDir: null, shelf: null, cassetteFindings: [] }

async function readTrials(projectDir: string): Promise<Trials> {
  const [reading, shelf] = await Promise.all([readCases(projectDir), CassetteShelf.open(projectDir)])
  // A case that cannot be read may be the one that uses a cassette.
  const unused = reading.findings.length > 0 ? [] : shelf.unusedFiles(reading.cases)
  const cassetteFindings = [...shelf.findings(reading.cases, []), ...unused]
  return { ...reading, projectDir, shelf, cassetteFindings }
}

/** Without a network and without anything of the environment: the result is the same everywhere. */
async function runTrials(
  { cases, findings, projectDir, shelf }: Trials,
  plugin: PluginWithFacts,
  settings: ProjectSettings,
  { limits, options }: { readonly limits: HostRevision; readonly options: CheckOptions },
): Promise<Exercise | null> {
  const exercise = await runExercise({
    plugin,
    limits,
    cases,
    hasSmokeCalls: true,
    projectDir,
    authorize: authorizeAsProject(plugin.manifest, settings.grants),
    openAnswers: answerCases({ networkOf: null, shelf, secrets: [], ignore: settings.record.ignore }),
    cacheFolder: options.cacheFolder,
    spare: options.spare,
    signal: options.signal,
  })
  if (exercise === null) return null
  const stale = shelf?.staleExchanges(usesOf(exercise), cases) ?? []
  return { ...exercise, findings: [...findings, ...exercise.findings, ...stale] }
}
