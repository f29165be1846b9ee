import { resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { chooseGrants } from '../exercise/choose-grants.ts'
import { placeFolders } from '../exercise/place-folders.io.ts'
import { type GrantSet, NOTHING_GRANTED } from '../grants/grant-set.ts'
import type { CallOutcome } from '../host/call-outcome.ts'
import { createHost, SAFETY_NET_MS } from '../host/host.io.ts'
import type { HostApis } from '../host/host-apis.ts'
import { hostLoadedPlugin } from '../host/host-loaded-plugin.ts'
import { loadPlugin } from '../package/load-plugin.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { readPackage } from '../package/read-package.io.ts'
import { readSettings } from '../package/read-settings.io.ts'

/** A built plugin, ready to be called in a test. */
export interface TestPlugin {
  /** Names of its tools, as registered. */
  readonly tools: readonly string[]
  /**
   * Calls a tool in a fresh instance, under the host's limits.
   * @param input any JSON value; what the model would send
   * @returns how the call ended; nothing that the plugin does makes this reject
   */
  call(tool: string, input: unknown): Promise<CallOutcome>
  /** Ends the sandbox process. Call it when the tests are over. */
  close(): void
}

export interface OpenPluginOptions {
  /**
   * What answers host calls besides `fs`, for instance `{ request: requestApi(send) }` with a function of the test. Without an entry a call
   * of `request` or `websocket` ends as `unanswered`.
   */
  readonly apis?: HostApis
}

/**
 * Opens the plugin in a project folder, as it was last built, for tests in Vitest or any other runner. Builds nothing.
 * @param project path of the folder, relative to the current one
 * @throws UserError when the package could not be used, naming the first problem
 */
export async function openPlugin(
  project: string,
  { apis = {} }: OpenPluginOptions = {},
): Promise<TestPlugin> {
  const path = resolve(project)
  const { settings } = readSettings(path)
  const { include } = settings.pack
  const reading = await readPackage(path, { inputPath: project, include, needsManifest: true })
  const plugin = loadPlugin(reading)
  const problem = plugin.findings.find(finding => finding.severity === 'error')
  if (problem) throw new UserError(problem.rule, problem.message, problem.fix)
  const opened = openHost(path, plugin, { project: settings.grants, apis })
  return {
    tools: opened.host.tools.map(tool => tool.name),
    call: (tool, input) => opened.host.call(tool, JSON.stringify(input)),
    close: opened.close,
  }
}

/** The grants are those of `[grants]`, else what the manifest requests; folders are copied. @source design 3 */
function openHost(
  path: string,
  plugin: LoadedPlugin,
  { project, apis }: { readonly project: GrantSet | null; readonly apis: HostApis },
) {
  const { grants } = chooseGrants({ project }, plugin.manifest ?? NOTHING_GRANTED)
  const folders = placeFolders(path, grants.fs)
  if (!folders.ok)
    throw new UserError('grants-unusable', folders.problem, 'Correct [grants] in yoi-plugin.toml.')
  const hosted = hostLoadedPlugin(plugin, { ...grants, fs: folders.fs })
  const host = createHost({ plugins: hosted ? [hosted] : [], deadlineMs: SAFETY_NET_MS, apis })
  const close = () => {
    host.close()
    folders.dispose()
  }
  return { host, close }
}
