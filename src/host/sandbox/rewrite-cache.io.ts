import { createHash, randomBytes } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asset } from '../../assets.io.ts'
import { makeFolders } from '../../make-folders.io.ts'
import { readCacheEntry } from './read-cache-entry.io.ts'
import type { SandboxLimits } from './sandbox-limits.ts'

const MAX_ENTRIES = 32
/** A temporary file that is older was left by a process that died. */
const STALE_MS = 60 * 60 * 1000
const OWN_FILE = /\.(modules|tmp)$/

/** One component's place in the cache. */
export interface CacheEntry {
  /** @returns the packed modules; null when there are none, or they are damaged */
  readonly read: () => Uint8Array | null
  /** Keeps packed modules. A failure to write is no failure of the call. */
  readonly write: (modules: Uint8Array) => void
}

/**
 * Rewritten modules on disk, by hash of component, limits and rewriter. Each entry carries its own hash and is ignored
 * when that does not fit; entries are written whole and renamed, so several processes may share the folder.
 * @source design 6
 */
export class RewriteCache {
  private constructor(
    private readonly folder: string,
    private readonly rewriter: string,
  ) {}

  /** @returns null when the folder cannot be made, or is not this user's alone */
  static open(folder: string): RewriteCache | null {
    try {
      makeFolders(folder, 0o700)
      if (!isOurs(folder)) return null
      return new RewriteCache(folder, sha256(readFileSync(asset('dist/sandbox-child.cjs'))).toString('hex'))
    } catch {
      return null
    }
  }

  entry(component: Uint8Array, limits: SandboxLimits): CacheEntry {
    const about = `${this.rewriter} ${JSON.stringify(limits)} ${sha256(component).toString('hex')}`
    const path = join(this.folder, `${sha256(Buffer.from(about)).toString('hex')}.modules`)
    return { read: () => readCacheEntry(path), write: modules => this.write(path, modules) }
  }

  private write(path: string, modules: Uint8Array): void {
    const temporary = join(this.folder, `${randomBytes(8).toString('hex')}.tmp`)
    try {
      writeFileSync(temporary, Buffer.concat([sha256(modules), modules]), { mode: 0o600, flag: 'wx' })
      renameSync(temporary, path)
      this.prune()
    } catch {
      rmSync(temporary, { force: true })
    }
  }

  /** Drops the entries that were used longest ago. */
  private prune(): void {
    const files = readdirSync(this.folder)
      .filter(name => OWN_FILE.test(name))
      .map(name => ({ path: join(this.folder, name), usedAt: lstatSync(join(this.folder, name)).mtimeMs }))
      .sort((left, right) => right.usedAt - left.usedAt)
    const stale = files.filter(({ path, usedAt }) => path.endsWith('.tmp') && Date.now() - usedAt > STALE_MS)
    const entries = files.filter(({ path }) => path.endsWith('.modules'))
    for (const { path } of [...stale, ...entries.slice(MAX_ENTRIES)]) rmSync(path, { force: true })
  }
}

/** A real folder of this user that nobody else can read or write. Never so on Windows, which has no such notion. */
function isOurs(folder: string): boolean {
  const about = lstatSync(folder)
  return about.isDirectory() && about.uid === process.getuid?.() && (about.mode & 0o077) === 0
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
