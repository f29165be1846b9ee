import { isAbsolute, join } from 'node:path'

/** What the place of a user's cache depends on. */
export interface CacheSurroundings {
  readonly platform: NodeJS.Platform
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly homeFolder: string
}

/**
 * @returns absolute path of the folder where rewritten modules of this user are kept; undefined on Windows, where the folder could not be
 * checked, and without a home: a cache in the current folder could be one that a stranger's project brought along
 */
export function userCacheFolder({
  platform,
  environment,
  homeFolder,
}: CacheSurroundings): string | undefined {
  if (platform === 'win32') return undefined
  const configured = environment.XDG_CACHE_HOME ?? ''
  const usual = platform === 'darwin' ? join(homeFolder, 'Library', 'Caches') : join(homeFolder, '.cache')
  const caches = isAbsolute(configured) ? configured : usual
  return isAbsolute(caches) ? join(caches, 'yoi-plugin', 'rewritten') : undefined
}
