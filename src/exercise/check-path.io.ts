import { checkPlugin, sortFindings } from '../check/check-plugin.ts'
import type { CheckReport } from '../check/check-report.ts'
import { DEFAULT_HOST_REVISION, type HostRevision } from '../contract/host-revisions.ts'
import type { Finding } from '../finding.ts'
import { denyHostCalls } from '../host/deny-host-calls.ts'
import { createHost, SAFETY_NET_MS } from '../host/host.io.ts'
import { readProjectSettings } from '../manifest/read-project-settings.ts'
import { loadPlugin } from '../package/load-plugin.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { readPackage } from '../package/read-package.io.ts'
import { readSettings } from '../package/read-settings.io.ts'
import { statPath } from '../package/stat-path.io.ts'
import { type CallTool, type Exercise, exercisePlugin } from './exercise-plugin.ts'
import { applyHostSettings } from './host-limits.ts'
import { readCases } from './read-cases.io.ts'

export interface CheckOptions {
  /** The input as the user typed it, for reports. */
  readonly inputPath: string
  /** Static rules only: no guest code is run. */
  readonly isStatic?: boolean
  /** Ignore `yoi-plugin.toml` and cases: the reviewer's switch. */
  readonly ignoresProject?: boolean
  /** Judge a folder as the host's own packer would take it, everything in it. */
  readonly asHostDirectory?: boolean
  readonly signal?: AbortSignal
}

/**
 * Reads, checks and exercises a project folder, a `.yoi-plugin` file or a `.wasm` file (which has no tools to call).
 * @param path absolute
 * @throws UserError when there is nothing at `path`
 * @source design 3, 7
 */
export async function checkPath(path: string, options: CheckOptions): Promise<CheckReport> {
  const isFolder = statPath(path)?.isDirectory() ?? false
  const project = isFolder && !options.ignoresProject ? readSettings(path) : readProjectSettings(undefined)
  const revision = applyHostSettings(DEFAULT_HOST_REVISION, project.settings.host)
  const reading = await readPackage(path, {
    inputPath: options.inputPath,
    include: project.settings.pack.include,
    asHostDirectory: options.asHostDirectory ?? false,
  })
  const plugin = loadPlugin(reading)
  const findings = [...project.findings, ...checkPlugin(plugin, revision)]
  const exercise =
    options.isStatic || !canRun(plugin, findings) ? null : await runCases(path, plugin, revision, options)
  return {
    plugin,
    findings: sortFindings([...findings, ...(exercise?.findings ?? [])]),
    cases: exercise?.reports ?? [],
    footprint: plugin.component?.format === 'component' ? plugin.component.footprint : null,
    hostRevision: revision.id,
    fuelPerCall: revision.fuelPerCall,
    wasExercised: exercise !== null,
  }
}

/** What the host refuses, and a component that is broken or built for something else, would only say so again, once a call. */
function canRun(plugin: LoadedPlugin, findings: readonly Finding[]): boolean {
  if (plugin.inputKind === 'component' || plugin.component?.format !== 'component') return false
  return !findings.some(
    finding =>
      finding.isHostFirst ||
      (finding.severity === 'error' && /^(component|legacy|host)\//.test(finding.rule)),
  )
}

async function runCases(
  path: string,
  plugin: LoadedPlugin,
  revision: HostRevision,
  options: CheckOptions,
): Promise<Exercise | null> {
  const { manifest, manifestReading } = plugin
  if (!manifest || !manifestReading) return null
  const hasCases = plugin.inputKind === 'directory' && !options.ignoresProject
  const { cases, findings } = hasCases ? await readCases(path) : { cases: [], findings: [] }
  const host = createHost({
    plugins: [plugin],
    revision,
    deadlineMs: SAFETY_NET_MS,
    handleHostCall: denyHostCalls,
  })
  try {
    const subject = {
      manifest,
      locateTool: (index: number) => manifestReading.locate(`tools[${index}].name`),
    }
    const callTool: CallTool = (tool, input) =>
      host.call(tool, input, options.signal ? { signal: options.signal } : {})
    const exercise = await exercisePlugin(subject, cases, callTool)
    return { findings: [...findings, ...exercise.findings], reports: exercise.reports }
  } finally {
    host.close()
  }
}
