import type { HostRevision } from '../contract/host-revisions.ts'
import { type GrantSet, NOTHING_GRANTED } from '../grants/grant-set.ts'
import type { Requests } from '../grants/grants.ts'
import { withholdGrants } from '../grants/withhold-grants.ts'
import type { CallOptions } from '../host/host.io.ts'
import type { SandboxStart } from '../host/sandbox-start.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { quote } from '../quote.ts'
import type { CallAnswers } from './answers/call-answers.ts'
import { authorTraceOf } from './author-trace.io.ts'
import type { Case } from './case.ts'
import type { CassetteUse } from './cassette/cassette-shelf.io.ts'
import { chooseGrants } from './choose-grants.ts'
import {
  type CallResult,
  type CallTool,
  type Exercise,
  exercisePlugin,
  type UnusableCall,
} from './exercise-plugin.ts'
import { HostPool, type PoolAuthority } from './host-pool.io.ts'
import { readFilesAfterCall } from './read-files-after-call.io.ts'
import { recordCommand } from './record-command.ts'
import { runStaggered } from './run-staggered.io.ts'

export interface ExerciseInput extends SandboxStart {
  readonly plugin: LoadedPlugin
  readonly limits: HostRevision
  readonly cases: readonly Case[]
  /** Whether tools without a case get a smoke call. */
  readonly hasSmokeCalls: boolean
  /** Folder that fs roots of grants are relative to; null for a package file. */
  readonly projectDir: string | null
  /** What a case may do; null: a smoke call. */
  readonly authorize: (entry: Case | null) => PoolAuthority | UnusableCall
  /** What answers its host calls. */
  readonly openAnswers: (entry: Case | null) => CallAnswers | UnusableCall
  readonly signal?: AbortSignal | undefined
}

/** Cases that ran, with what answered their calls. */
export interface CaseAnswers {
  readonly entry: Case
  readonly answers: CallAnswers
}

/** `ran` is in the order of the cases. */
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
    const callTool = makeCaller(pool, { ...input, ran })
    const exercise = await exercisePlugin(subject, cases, callTool, runStaggered)
    return { ...exercise, ran: cases.flatMap(entry => ran.filter(each => each.entry === entry)) }
  } finally {
    pool.close()
  }
}

function makeCaller(
  pool: HostPool,
  {
    plugin,
    projectDir,
    signal,
    authorize,
    openAnswers,
    ran,
  }: ExerciseInput & { readonly ran: CaseAnswers[] },
): CallTool {
  const options: CallOptions = signal ? { signal } : {}
  const tellAuthor = authorTraceOf(plugin, projectDir)
  return async (tool, inputJson, entry) => {
    const authority = authorize(entry)
    if ('unusable' in authority) return authority
    const answers = openAnswers(entry)
    if ('unusable' in answers) return answers
    const paths = Object.keys(entry?.expect.files ?? {})
    const use = await pool.use(authority, answers.apis, async (host, projectCopy): Promise<CallResult> => {
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

/**
 * The grants of design 3: those of the case, else `[grants]`, else what the manifest requests.
 * @param project `[grants]`; null when there is none
 */
export function authorizeAsProject(
  requests: Requests | undefined,
  project: GrantSet | null,
): ExerciseInput['authorize'] {
  return entry => {
    const chosen = chooseGrants({ entry: entry?.grants, project }, requests ?? NOTHING_GRANTED)
    const { grants, unknown } = withholdGrants(chosen.grants, entry?.without ?? [])
    return unknown.length === 0
      ? { grants }
      : { unusable: `"without" names ${unknown.map(quote).join(', ')}, which is not granted anyway` }
  }
}
