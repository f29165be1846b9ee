import type { HostRevision } from '../contract/host-revisions.ts'
import type { GrantSet } from '../grants/grant-set.ts'
import type { Requests } from '../grants/grants.ts'
import { withholdGrants } from '../grants/withhold-grants.ts'
import { fsApi } from '../host/apis/fs/fs-api.io.ts'
import type { CallOptions } from '../host/host.io.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { quote } from '../quote.ts'
import { CallAnswers } from './answers/call-answers.ts'
import type { Network } from './answers/network.ts'
import { authorTraceOf } from './author-trace.io.ts'
import type { Case } from './case.ts'
import { type CassetteShelf, type CassetteUse, pathOf } from './cassette/cassette-shelf.io.ts'
import type { NamedSecret } from './cassette/secret-spellings.ts'
import { chooseGrants } from './choose-grants.ts'
import { type CallResult, type CallTool, type Exercise, exercisePlugin } from './exercise-plugin.ts'
import { HostPool } from './host-pool.io.ts'
import { readFilesAfterCall } from './read-files-after-call.io.ts'
import { recordCommand } from './record-command.ts'
import { runStaggered } from './run-staggered.io.ts'

/** How host calls of cases are answered, besides by replies. */
export interface ExerciseAnswers {
  /** The network; null: cassettes stand in for it. */
  readonly network: Network | null
  /** Null for a package file, which has none. */
  readonly shelf: CassetteShelf | null
  /** Named secrets whose values are known. */
  readonly secrets: readonly NamedSecret[]
  /** Fields that no exchange is compared by: `[record] ignore`. */
  readonly ignore: readonly string[]
}

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
  readonly answers: ExerciseAnswers
  readonly cacheFolder?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** Cases that ran, with what answered their calls. */
export interface CaseAnswers {
  readonly entry: Case
  readonly answers: CallAnswers
}

export type ExerciseRun = Exercise & { readonly ran: readonly CaseAnswers[] }

/** What the cases that passed left of their cassettes. */
export function usesOf({ ran, reports }: ExerciseRun): CassetteUse[] {
  const passed = new Set(reports.flatMap(({ file, status }) => (status === 'passed' ? file : [])))
  return ran
    .filter(({ entry }) => passed.has(entry.file))
    .map(({ entry, answers }) => ({ entry, unused: answers.unusedExchanges }))
}

/**
 * Runs cases, and smoke calls where asked, under the grants of design 3, each call in a fresh instance.
 * @returns null when there is no manifest to know the tools from
 * @throws the signal's reason when it is aborted
 */
export async function runExercise(input: ExerciseInput): Promise<ExerciseRun | null> {
  const { plugin, cases, hasSmokeCalls } = input
  const { manifest, manifestReading } = plugin
  if (!manifest || !manifestReading) return null
  const pool = new HostPool(input)
  const ran: CaseAnswers[] = []
  try {
    const subject = {
      manifest,
      locateTool: (index: number) => manifestReading.locate(`tools[${index}].name`),
      hasSmokeCalls,
      recordCommand: (entry: Case) => recordCommand(plugin.inputPath, entry),
    }
    const callTool = makeCaller(pool, manifest, { ...input, ran })
    return { ...(await exercisePlugin(subject, cases, callTool, runStaggered)), ran }
  } finally {
    pool.close()
  }
}

function makeCaller(
  pool: HostPool,
  requests: Requests,
  {
    plugin,
    projectDir,
    projectGrants,
    signal,
    answers: sources,
    ran,
  }: ExerciseInput & { readonly ran: CaseAnswers[] },
): CallTool {
  const options: CallOptions = signal ? { signal } : {}
  const tellAuthor = authorTraceOf(plugin, projectDir)
  return async (tool, inputJson, entry) => {
    const chosen = chooseGrants({ entry: entry?.grants, project: projectGrants }, requests)
    const { grants, unknown } = withholdGrants(chosen.grants, entry?.without ?? [])
    if (unknown.length > 0)
      return { unusable: `"without" names ${unknown.map(quote).join(', ')}, which is not granted anyway` }
    const answers = openAnswers(entry, sources)
    if ('unusable' in answers) return answers
    const paths = Object.keys(entry?.expect.files ?? {})
    const use = await pool.use(grants, answers.apis, async (host, projectCopy): Promise<CallResult> => {
      const outcome = await host.call(tool, inputJson, options)
      const { missing, unusedReplies } = answers
      const files = projectCopy === null ? {} : { files: readFilesAfterCall(projectCopy, paths) }
      return { ...outcome, missing, unusedReplies, ...files, author: tellAuthor(outcome) }
    })
    if (!use.ok) return { unusable: use.problem }
    if (entry) ran.push({ entry, answers })
    return use.result
  }
}

/** A call without a case has nothing that answers it. */
function openAnswers(
  entry: Case | null,
  { network, shelf, secrets, ignore }: ExerciseAnswers,
): CallAnswers | { readonly unusable: string } {
  const reading = entry && network === null ? shelf?.read(pathOf(entry)) : null
  if (entry && reading && !reading.cassette)
    return { unusable: `its cassette ${quote(pathOf(entry))} cannot be used` }
  return new CallAnswers({
    replies: entry?.replies ?? [],
    network,
    exchanges: reading?.cassette?.exchanges ?? [],
    secrets,
    ignore,
    fs: fsApi(),
    clock: { nowMs: () => performance.now() },
  })
}
