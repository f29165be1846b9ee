import type { HostRevision } from '../contract/host-revisions.ts'
import type { GrantSet } from '../grants/grant-set.ts'
import type { Requests } from '../grants/grants.ts'
import { createHost, type Host, SAFETY_NET_MS } from '../host/host.io.ts'
import type { HostApis } from '../host/host-apis.ts'
import { hostLoadedPlugin } from '../host/host-loaded-plugin.ts'
import type { SandboxStart } from '../host/sandbox-start.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { SwitchedApis } from './answers/switched-apis.ts'
import { type PlacedFolders, placeFolders } from './place-folders.io.ts'

const MAX_IDLE = 4

type Folders = Extract<PlacedFolders, { ok: true }>

/** A host under one set of grants, with its own copy of the folders among them. */
interface PooledHost {
  readonly key: string
  readonly host: Host
  readonly answers: SwitchedApis
  /** Null when no folder is granted. */
  readonly folders: Folders | null
}

export interface HostPoolOptions extends SandboxStart {
  readonly plugin: LoadedPlugin
  readonly limits: HostRevision
  /** Folder that fs roots are relative to; null when there is none. */
  readonly projectDir: string | null
}

/** Both sides of what a host allows; without `requests` the manifest says what is requested. */
export interface PoolAuthority {
  readonly grants: GrantSet
  readonly requests?: Requests
}

export type PoolUse<Result> =
  | { readonly ok: true; readonly result: Result }
  /** The granted folders cannot be used; `problem` ends a sentence. */
  | { readonly ok: false; readonly problem: string }

/**
 * Hosts of one plugin, one for each set of grants in use. A host serves one user at a time and the next with the same
 * grants; the copies of its folders are made anew in between, so that no run sees what another wrote.
 */
export class HostPool {
  private idle: PooledHost[] = []
  private isClosed = false

  constructor(private readonly options: HostPoolOptions) {}

  /**
   * @param authority what is granted, and what is requested when it is not what the manifest says
   * @param apis what answers host calls meanwhile
   * @param action gets what stands for the project while it runs, see `placeFolders`; null when no folder is granted
   */
  async use<Result>(
    authority: PoolAuthority,
    apis: HostApis,
    action: (host: Host, projectCopy: string | null) => Promise<Result>,
  ): Promise<PoolUse<Result>> {
    const taken = this.take(authority)
    if ('problem' in taken) return { ok: false, problem: taken.problem }
    taken.answers.use(apis)
    try {
      return { ok: true, result: await action(taken.host, taken.folders?.projectCopy ?? null) }
    } finally {
      this.idle.push(taken)
      if (this.isClosed || this.idle.length > MAX_IDLE) end(this.idle.shift()!)
    }
  }

  /** Ends all hosts; one that is in use ends when its action does. */
  close(): void {
    this.isClosed = true
    for (const pooled of this.idle.splice(0)) end(pooled)
  }

  private take(authority: PoolAuthority): PooledHost | { readonly problem: string } {
    const key = JSON.stringify(authority)
    const found = this.idle.findIndex(entry => entry.key === key)
    if (found < 0) return this.open(key, authority)
    const pooled = this.idle.splice(found, 1)[0]!
    const problem = pooled.folders?.renew() ?? null
    if (problem === null) return pooled
    end(pooled)
    return { problem }
  }

  private open(key: string, { grants, requests }: PoolAuthority): PooledHost | { readonly problem: string } {
    const { limits, cacheFolder, spare, projectDir } = this.options
    if (grants.fs.length > 0 && projectDir === null)
      return { problem: 'there is no project whose folders could be granted' }
    const folders = grants.fs.length === 0 ? null : placeFolders(projectDir!, grants.fs)
    if (folders?.ok === false) return { problem: folders.problem }
    const hosted = hostLoadedPlugin(withRequests(this.options.plugin, requests), {
      ...grants,
      fs: folders?.fs ?? [],
    })
    const plugins = hosted ? [hosted] : []
    const answers = new SwitchedApis()
    const { apis } = answers
    const host = createHost({ plugins, limits, cacheFolder, spare, apis, deadlineMs: SAFETY_NET_MS })
    return { key, folders, answers, host }
  }
}

function withRequests(plugin: LoadedPlugin, requests: Requests | undefined): LoadedPlugin {
  if (!requests || !plugin.manifest) return plugin
  return { ...plugin, manifest: { ...plugin.manifest, ...requests } }
}

function end({ host, folders }: PooledHost): void {
  host.close()
  folders?.dispose()
}
