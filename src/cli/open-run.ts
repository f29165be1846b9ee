import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { HostRevision } from '../contract/host-revisions.ts'
import { PROJECT_FILE } from '../contract/names.ts'
import { type AnswerSources, CallAnswers } from '../exercise/answers/call-answers.ts'
import type { Network } from '../exercise/answers/network.ts'
import { SwitchedApis } from '../exercise/answers/switched-apis.ts'
import { authorTraceOf, type TellAuthor } from '../exercise/author-trace.io.ts'
import { resolveSecrets } from '../exercise/cassette/resolve-secrets.ts'
import { chooseGrants, type GrantSource } from '../exercise/choose-grants.ts'
import { chooseHostRevision } from '../exercise/choose-host-revision.ts'
import { applyHostSettings } from '../exercise/host-limits.ts'
import { placeFolders } from '../exercise/place-folders.io.ts'
import type { Finding } from '../finding.ts'
import { type GrantSet, NOTHING_GRANTED } from '../grants/grant-set.ts'
import { fsApi } from '../host/apis/fs/fs-api.io.ts'
import { createHost, type Host } from '../host/host.io.ts'
import { hostBoundPlugin, hostLoadedPlugin } from '../host/host-loaded-plugin.ts'
import type { HostedPlugin } from '../host/hosted-plugin.ts'
import type { SpareChild } from '../host/sandbox/spare-child.io.ts'
import { readProjectSettings } from '../manifest/read-project-settings.ts'
import { loadPlugin } from '../package/load-plugin.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { readPackage } from '../package/read-package.io.ts'
import { readSettings } from '../package/read-settings.io.ts'
import { statPath } from '../package/stat-path.io.ts'
import { cacheFolderOf } from './cache-folder.ts'
import { findConfiguredGrants } from './configured-grants.ts'
import { readConfig } from './read-config.ts'
import { type CassetteFlags, findRecordPath, readReplay, refuseMixedFlags } from './run-cassette.ts'
import { readGrantOptions } from './run-grants.ts'
import type { Terminal } from './terminal.ts'
import { watchWrites } from './watch-writes.ts'

export interface RunFlags extends CassetteFlags {
  readonly grant: readonly string[]
  readonly config: string | undefined
  readonly noConfig: boolean
  readonly secret: readonly string[]
}

/** A plugin in a host of its own, ready to be called. */
export interface OpenRun {
  readonly plugin: LoadedPlugin
  /** Problems of the plugin; with an error among them nothing can be called. */
  readonly findings: readonly Finding[]
  readonly limits: HostRevision
  /** Absent when an error stands in the way. */
  readonly hosted?: HostedPlugin
  readonly source: GrantSource
  /** What a call left for the author. */
  readonly tellAuthor: TellAuthor
  /** Folders of the project that the plugin wrote to, so far, in copies. */
  writtenCopies(): readonly string[]
  readonly host: Host
  /** From now on the host answers the calls of one tool call anew. */
  beginCall(): CallAnswers
  /** Where the calls are recorded; null: nowhere. */
  readonly record: RecordPlan | null
  /** Of `[record] secrets`: environment variables that are not set. */
  readonly unsetSecrets: readonly string[]
  close(): void
}

export interface RecordPlan {
  /** Absolute. */
  readonly projectDir: string
  /** Relative to the project. */
  readonly path: string
  readonly ignore: readonly string[]
}

/**
 * Reads a project folder or a package file and hosts it under the grants that speak first: `--grant`, `--config`, `[grants]`,
 * the manifest. Only the first two may name what lies outside the project.
 * @throws UserError for wrong flags, or when there is no plugin at the path
 * @source design 3
 */
export async function openRun(
  typed: string,
  flags: RunFlags,
  { terminal, spare }: { readonly terminal: Terminal; readonly spare: SpareChild },
): Promise<OpenRun> {
  refuseMixedFlags(flags)
  const typedGrants = readGrantOptions(flags.grant, terminal.cwd)
  const config =
    typedGrants || !flags.config ? null : readConfig({ config: flags.config, profile: undefined }, terminal)
  const path = resolve(terminal.cwd, typed)
  const isProject = (statPath(path)?.isDirectory() ?? false) && !flags.noConfig
  const project = isProject ? readSettings(path) : readProjectSettings(undefined)
  const { settings } = project
  const chosen = chooseHostRevision(undefined, project)
  const limits = applyHostSettings(chosen.revision, settings.host)
  const plugin = loadPlugin(
    await readPackage(path, {
      inputPath: typed,
      include: settings.pack.include,
      limits: limits.package,
      needsManifest: true,
    }),
  )
  const all = [...project.findings, ...chosen.findings, ...plugin.findings]
  const projectDir = isProject ? realpathSync(path) : null
  const { secrets, unset } = resolveSecrets({
    typed: flags.secret,
    named: settings.record.secrets,
    env: terminal.env,
  })
  const record = planRecord(typed, { flags, projectDir, ignore: settings.record.ignore }, terminal)
  const exchanges = flags.replay === undefined ? [] : readReplay(flags.replay, terminal)
  const tellAuthor = authorTraceOf(plugin, isProject ? path : null)
  const run = { plugin, findings: all, limits, tellAuthor, record, unsetSecrets: unset }
  if (all.some(({ severity }) => severity === 'error') || !plugin.manifest) return notRun(run)
  const authority = typedGrants
    ? { source: 'option' as const, hosted: hostLoadedPlugin(plugin, typedGrants), ...NO_COPIES }
    : config
      ? {
          source: 'config' as const,
          hosted: hostBoundPlugin(
            plugin,
            findConfiguredGrants(config, { ...plugin, manifest: plugin.manifest }),
          ),
          ...NO_COPIES,
        }
      : hostUnderProject(plugin, projectDir, settings.grants)
  if ('rule' in authority) return notRun({ ...run, findings: [...all, authority] })
  const sources: RunSources = {
    network: flags.live || record ? await openNetwork(authority.source) : null,
    exchanges,
    secrets,
    ignore: settings.record.ignore,
    advice:
      flags.replay === undefined ? 'add --live to use the network' : 'nothing in the cassette answers it',
  }
  return { ...run, ...startHost(authority, limits, { sources, spare, cacheFolder: cacheFolderOf(terminal) }) }
}

/** Few runs use the network: the others are spared its code. */
async function openNetwork(source: GrantSource): Promise<Network> {
  const { liveNetwork } = await import('./live-network.ts')
  return liveNetwork(source)
}

type RunSources = Pick<AnswerSources, 'network' | 'exchanges' | 'secrets' | 'ignore' | 'advice'>

function planRecord(
  project: string,
  options: {
    readonly flags: RunFlags
    readonly projectDir: string | null
    readonly ignore: readonly string[]
  },
  terminal: Terminal,
): RecordPlan | null {
  const { flags, projectDir, ignore } = options
  if (flags.record === undefined) return null
  const path = findRecordPath(flags.record, { project, projectDir }, terminal)
  return { projectDir: projectDir as string, path, ignore }
}

const NO_COPIES = { copiedFolders: [], dispose: () => {} }

type NotRun = Pick<OpenRun, 'plugin' | 'findings' | 'limits' | 'tellAuthor' | 'record' | 'unsetSecrets'>

function notRun(run: NotRun): OpenRun {
  return {
    ...run,
    source: 'manifest',
    writtenCopies: () => [],
    host: createHost({ plugins: [] }),
    beginCall: () => {
      throw new Error('nothing is hosted')
    },
    close: () => {},
  }
}

interface RunAuthority {
  readonly source: GrantSource
  readonly hosted: HostedPlugin | null
  /** Folders of the project that the plugin may write to, in copies. */
  readonly copiedFolders: readonly string[]
  dispose(): void
}

function hostUnderProject(
  plugin: LoadedPlugin,
  projectDir: string | null,
  project: GrantSet | null,
): RunAuthority | Finding {
  const { source, grants } = chooseGrants({ project }, plugin.manifest ?? NOTHING_GRANTED)
  if (grants.fs.length === 0 || projectDir === null)
    return { source, hosted: hostLoadedPlugin(plugin, { ...grants, fs: [] }), ...NO_COPIES }
  const folders = placeFolders(projectDir, grants.fs)
  if (!folders.ok) return unusableGrants(folders.problem)
  const hosted = hostLoadedPlugin(plugin, { ...grants, fs: folders.fs })
  const writable = grants.fs.filter(({ operations }) => operations.includes('write'))
  return { source, hosted, copiedFolders: writable.map(({ root }) => root), dispose: folders.dispose }
}

function unusableGrants(problem: string): Finding {
  return {
    rule: 'project/unusable-grants',
    severity: 'error',
    message: `[grants] cannot be used: ${problem}.`,
    why: 'A project may grant only folders of its own, which are copied for the run.',
    fix: 'Correct [grants] in yoi-plugin.toml, or name what is granted with --grant.',
    at: { file: PROJECT_FILE },
  }
}

function startHost(
  { source, hosted, copiedFolders, dispose }: RunAuthority,
  limits: HostRevision,
  {
    sources,
    ...settings
  }: {
    readonly sources: RunSources
    readonly spare: SpareChild
    readonly cacheFolder: string | undefined
  },
) {
  const { fs, hasWritten } = watchWrites(fsApi())
  const clock = { nowMs: () => performance.now() }
  const switched = new SwitchedApis()
  const { apis } = switched
  const host = createHost({ plugins: hosted ? [hosted] : [], limits, clock, apis, ...settings })
  const beginCall = () => {
    const answers = new CallAnswers({ ...sources, replies: [], fs, clock })
    switched.use(answers.apis)
    return answers
  }
  const close = () => {
    host.close()
    dispose()
  }
  const writtenCopies = () => (hasWritten() ? copiedFolders : [])
  return { source, writtenCopies, host, beginCall, close, ...(hosted && { hosted }) }
}
