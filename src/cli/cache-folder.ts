import { homedir } from 'node:os'
import { userCacheFolder } from '../host/user-cache-folder.ts'
import type { Terminal } from './terminal.ts'

/** Where this user's rewritten modules are kept; undefined where there is no such place. @source design 6 */
export function cacheFolderOf({ env }: Pick<Terminal, 'env'>): string | undefined {
  return userCacheFolder({
    platform: process.platform,
    environment: env,
    homeFolder: env.HOME || homedir(),
  })
}
