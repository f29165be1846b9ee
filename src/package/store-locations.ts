import { join } from 'node:path'
import type { PackageSource } from '../contract/diagnostics.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** A folder in which a Yoi program looks for packages. */
export interface StoreLocation {
  readonly source: Exclude<PackageSource, 'builtin'>
  readonly path: string
  /** The user store of `yoi plugin list` is another folder than the one of the host's library and documentation. */
  readonly readBy: 'yoi plugin' | 'yoi library' | 'both'
}

/**
 * The stores of a person and a workspace, in the order in which they are scanned: user first, then project.
 * @param workspace absolute path of the workspace
 * @source host contract 4.1, 11.14
 */
export function storeLocations(workspace: string, env: Environment): StoreLocation[] {
  const commandLine = commandLineDataFolder(env)
  const library = libraryDataFolder(env)
  const userPaths = new Map<string, StoreLocation['readBy']>()
  if (commandLine) userPaths.set(join(commandLine, 'yoi', 'plugins'), 'yoi plugin')
  if (library) {
    const path = join(library, 'yoi', 'plugins')
    userPaths.set(path, userPaths.has(path) ? 'both' : 'yoi library')
  }
  return [
    ...[...userPaths].map(([path, readBy]) => ({ source: 'user', path, readBy }) as const),
    { source: 'project', path: join(workspace, '.yoi', 'plugins'), readBy: 'both' },
  ]
}

/** The host's application data folder, which its CLI passes on as the parent of `yoi/plugins`. */
function commandLineDataFolder(env: Environment): string | undefined {
  const own = env.YOI_DATA_DIR || env.YOI_HOME
  if (own) return own
  const shared = libraryDataFolder(env)
  return shared && join(shared, 'yoi')
}

function libraryDataFolder(env: Environment): string | undefined {
  return env.XDG_DATA_HOME || (env.HOME && join(env.HOME, '.local', 'share'))
}
