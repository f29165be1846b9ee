import type { HostRevision } from '../contract/host-revisions.ts'
import type { GrantSet } from '../grants/grant-set.ts'
import type { Requests } from '../grants/grants.ts'
import { withholdGrants } from '../grants/withhold-grants.ts'
import type { CallOptions } from '../host/host.io.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { quote } from '../quote.ts'
import type { Case } from './case.ts'
import { chooseGrants } from './choose-grants.ts'
import { type CallResult, type CallTool, type Exercise, exercisePlugin } from './exercise-plugin.ts'
import { HostPool } from './host-pool.io.ts'
import { readFilesAfterCall } from './read-files-after-call.io.ts'
import { runStaggered } from './run-staggered.io.ts'

export interface ExerciseInput {
  readonly plugin: LoadedPlugin
  readonly limits: HostRevision
  readonly cases: readonly Case[]
  /** Whether tools without a case get a smoke call. */
  readonly hasSmokeCalls: boolean
  /** Folder that fs roots of cases and `[grants]` are relative to; null for a package file. */
  readonly projectDir: string | null
  /** `[grants]` of the project; null when it has none. */
  readonly projectGrants: GrantSet | null
  readonly cacheFolder?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs cases, and smoke calls where asked, under the grants of design 3, each call in a fresh instance.
 * @returns null when there is no manifest to know the tools from
 * @throws the signal's reason when it is aborted
 */
export async function runExercise(input: ExerciseInput): Promise<Exercise | null> {
  const { plugin, cases, hasSmokeCalls } = input
  const { manifest, manifestReading } = plugin
  if (!manifest || !manifestReading) return null
  const pool = new HostPool(input)
  try {
    const locateTool = (index: number) => manifestReading.locate(`tools[${index}].name`)
    const callTool = makeCaller(pool, manifest, input)
    return await exercisePlugin({ manifest, locateTool, hasSmokeCalls }, cases, callTool, runStaggered)
  } finally {
    pool.close()
  }
}

function makeCaller(pool: HostPool, requests: Requests, { projectGrants, signal }: ExerciseInput): CallTool {
  const options: CallOptions = signal ? { signal } : {}
  return async (tool, inputJson, entry) => {
    const chosen = chooseGrants({ entry: entry?.grants, project: projectGrants }, requests)
    const { grants, unknown } = withholdGrants(chosen.grants, entry?.without ?? [])
    if (unknown.length > 0)
      return { unusable: `"without" names ${unknown.map(quote).join(', ')}, which is not granted anyway` }
    const paths = Object.keys(entry?.expect.files ?? {})
    const use = await pool.use(grants, async (host, projectCopy): Promise<CallResult> => {
      const outcome = await host.call(tool, inputJson, options)
      return projectCopy === null ? outcome : { ...outcome, files: readFilesAfterCall(projectCopy, paths) }
    })
    return use.ok ? use.result : { unusable: use.problem }
  }
}
