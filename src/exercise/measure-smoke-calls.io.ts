import { DEFAULT_HOST_REVISION, HOST_REVISIONS, type HostRevision } from '../contract/host-revisions.ts'
import { MANIFEST_FILE } from '../contract/names.ts'
import type { SandboxStart } from '../host/sandbox-start.ts'
import type { ProjectSettings } from '../manifest/project/project-settings.ts'
import { loadPlugin } from '../package/load-plugin.ts'
import { answerCases } from './answers/answer-cases.io.ts'
import { applyHostSettings } from './host-limits.ts'
import { authorizeAsProject, runExercise } from './run-exercise.io.ts'

/** What a call of one tool with its smallest valid input costs. */
export interface SmokeFuel {
  readonly tool: string
  /** Null when the call did not end with an output; `problem` then says how. */
  readonly fuel: number | null
  readonly problem: string | null
}

export interface SmokeFuels {
  readonly calls: readonly SmokeFuel[]
  /** Fuel that one call may use. */
  readonly fuelBudget: number
}

export interface BuiltProject extends SandboxStart {
  /** Absolute. */
  readonly directory: string
  /** Bytes of plugin.toml. */
  readonly manifestBytes: Uint8Array
  /** `runtime.component` and its bytes, which need not be on disk. */
  readonly componentPath: string
  readonly component: Uint8Array
  readonly settings: ProjectSettings
}

/**
 * Calls every tool once in the embedded host, as `check` does for a tool without a case.
 * @returns null when the host would refuse the manifest
 */
export async function measureSmokeCalls(project: BuiltProject): Promise<SmokeFuels | null> {
  const { directory, manifestBytes, componentPath, component, settings, cacheFolder, spare } = project
  const limits = limitsOf(settings)
  const files = new Map([
    [MANIFEST_FILE, manifestBytes],
    [componentPath, component],
  ])
  const reading = { inputKind: 'directory', inputPath: '.', files, isWhole: true } as const
  const plugin = loadPlugin({ ...reading, unread: new Set(), findings: [] })
  const exercise = await runExercise({
    plugin,
    limits,
    cases: [],
    hasSmokeCalls: true,
    projectDir: directory,
    authorize: authorizeAsProject(plugin.manifest, settings.grants),
    openAnswers: answerCases({ networkOf: null, shelf: null, secrets: [], ignore: [] }),
    cacheFolder,
    spare,
  })
  if (exercise === null) return null
  const calls = exercise.reports.map(({ tool, status, fuel, differences }) =>
    status === 'passed'
      ? { tool, fuel, problem: null }
      : { tool, fuel: null, problem: differences[0] ?? 'the call did not end with an output' },
  )
  return { calls, fuelBudget: limits.fuelPerCall }
}

function limitsOf({ host }: ProjectSettings): HostRevision {
  const revision = HOST_REVISIONS.find(({ id }) => id === host.revision) ?? DEFAULT_HOST_REVISION
  return applyHostSettings(revision, host)
}
