import type { HostRevision } from '../contract/host-revisions.ts'
import type { GrantSet } from '../grants/grant-set.ts'
import { createHost, type Host, SAFETY_NET_MS } from '../host/host.io.ts'
import { hostLoadedPlugin } from '../host/host-loaded-plugin.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { placeFolders } from './place-folders.io.ts'

const MAX_IDLE = 4

interface IdleHost {
  readonly key: string
  readonly host: Host
}

export interface HostPoolOptions {
  readonly plugin: LoadedPlugin
  readonly limits: HostRevision
  /** Folder that fs roots are relative to; null when there is none. */
  readonly projectDir: string | null
  readonly cacheFolder?: string | undefined
}

export type PoolUse<Result> =
  | { readonly ok: true; readonly result: Result }
  /** The granted folders cannot be used; `problem` ends a sentence. */
  | { readonly ok: false; readonly problem: string }

/**
 * Hosts of one plugin, one for each set of grants in use. A host serves one user at a time and the next with the same
 * grants; one with folders serves once, so that no run sees what another wrote.
 */
export class HostPool {
  private idle: IdleHost[] = []

  constructor(private readonly options: HostPoolOptions) {}

  /** @param action gets what stands for the project while it runs, see `placeFolders`; null when no folder is granted */
  async use<Result>(
    grants: GrantSet,
    action: (host: Host, projectCopy: string | null) => Promise<Result>,
  ): Promise<PoolUse<Result>> {
    if (grants.fs.length === 0) return this.useShared(grants, action)
    if (this.options.projectDir === null)
      return { ok: false, problem: 'there is no project whose folders could be granted' }
    const folders = placeFolders(this.options.projectDir, grants.fs)
    if (!folders.ok) return folders
    const host = this.open({ ...grants, fs: folders.fs })
    try {
      return { ok: true, result: await action(host, folders.projectCopy) }
    } finally {
      host.close()
      folders.dispose()
    }
  }

  close(): void {
    for (const { host } of this.idle.splice(0)) host.close()
  }

  private async useShared<Result>(
    grants: GrantSet,
    action: (host: Host, projectCopy: null) => Promise<Result>,
  ): Promise<PoolUse<Result>> {
    const key = JSON.stringify(grants)
    const found = this.idle.findIndex(entry => entry.key === key)
    const host = found < 0 ? this.open(grants) : this.idle.splice(found, 1)[0]!.host
    try {
      return { ok: true, result: await action(host, null) }
    } finally {
      this.idle.push({ key, host })
      if (this.idle.length > MAX_IDLE) this.idle.shift()!.host.close()
    }
  }

  private open(grants: GrantSet): Host {
    const { plugin, limits, cacheFolder } = this.options
    const hosted = hostLoadedPlugin(plugin, grants)
    return createHost({
      plugins: hosted ? [hosted] : [],
      limits,
      cacheFolder,
      deadlineMs: SAFETY_NET_MS,
    })
  }
}
