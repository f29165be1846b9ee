import { homedir } from 'node:os'
import { userCacheFolder } from '../host/user-cache-folder.ts'
import { type BuildOutcome, buildProject } from './build-project.ts'
import { openProject } from './open-project.ts'

/** What `buildPath` does besides, as the options of the command. */
export interface BuildPathOptions {
  /** Whether the project's own `typescript` checks its types; it does unless this is false. */
  readonly checksTypes?: boolean
}

/**
 * Builds the project in a folder and writes its component, as `yoi-plugin build` does. A process that stays builds again in a third of the
 * time: its engine is compiled and its bundler runs already.
 * @param directory path of the folder, relative to the current one
 * @throws UserError when the environment, not the plugin, is at fault
 */
export function buildPath(
  directory: string,
  { checksTypes = true }: BuildPathOptions = {},
): Promise<BuildOutcome> {
  const { env: environment, platform } = process
  const cacheFolder = userCacheFolder({ platform, environment, homeFolder: homedir() })
  const project = openProject(process.cwd(), directory)
  return buildProject(project, {
    environment,
    checksTypes,
    emitsTypes: false,
    cacheFolder,
    isLocked: false,
    isOffline: false,
  })
}
