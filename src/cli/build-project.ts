import { join } from 'node:path'
import { PACKAGE_LIMITS } from '../contract/limits.ts'
import { MANIFEST_FILE } from '../contract/names.ts'
import { TOOL_WORLD } from '../contract/worlds.ts'
import { measureSmokeCalls, type SmokeFuels } from '../exercise/measure-smoke-calls.io.ts'
import type { Finding } from '../finding.ts'
import type { SandboxStart } from '../host/sandbox-start.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { BuildSettings } from '../manifest/project/project-settings.ts'
import { statPath } from '../package/stat-path.io.ts'
import { quote } from '../quote.ts'
import type { BuildResult, ComponentSize } from '../toolchains/build-result.ts'
import { buildRust } from '../toolchains/rust/build-rust.ts'
import { buildTypeScript } from '../toolchains/typescript/build-typescript.ts'
import { startTypeCheck, type TypeCheck } from '../toolchains/typescript/check-types.ts'
import { overFuel, overSize } from './build-budget.ts'
import type { Project } from './open-project.ts'
import { inputStructs, toolTypes, writeBuild, writeGenerated } from './write-build.ts'

/** A component that stands where the manifest says. */
export interface WrittenComponent {
  readonly path: string
  /** 64 lower-case hex digits. */
  readonly sha256: string
  readonly byteLength: number
  readonly engine: string
}

export interface BuildOutcome {
  /** Absent when a finding is an error: then the previous component is untouched. */
  readonly written?: WrittenComponent
  readonly findings: readonly Finding[]
  /** Absent for Rust, whose compiler checks types, and when the build ended before. */
  readonly types?: TypesReport
  /** Of what the component consists; absent where the toolchain cannot tell, and when nothing was compiled. */
  readonly size?: ComponentSize
  /** What a call of each tool costs; absent when another finding already is an error. */
  readonly fuel?: SmokeFuels
  /** Whether a second build gave the same bytes; absent when there was none. */
  readonly isReproduced?: boolean
}

/** Whether the types were checked: with which `typescript`, or why not. */
export type TypesReport =
  | { readonly status: 'checked'; readonly typescript: string }
  | { readonly status: 'not-checked'; readonly reason: string }

/** `cacheFolder` and `spare` are for the calls that measure fuel. */
export interface BuildOptions extends SandboxStart {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Writes Rust types from the schemas; those of TypeScript are always written. */
  readonly emitsTypes: boolean
  /** Whether the `typescript` of a TypeScript project checks its types, where it is installed. */
  readonly checksTypes: boolean
  /** Rust: besides what `[build.cargo]` says. */
  readonly isLocked: boolean
  readonly isOffline: boolean
}

/**
 * Compiles a project and writes its component, its record and its generated types.
 * @throws UserError when the environment, not the plugin, is at fault
 */
export async function buildProject(project: Project, options: BuildOptions): Promise<BuildOutcome> {
  const { directory, manifest, manifestBytes, settings } = project
  const findings = [...project.findings, ...(manifest ? refuseTarget(manifest, settings.build) : [])]
  if (settings.build.language === 'typescript') findings.push(...refuseEntry(directory, settings.build.entry))
  const path = manifest?.runtime?.component
  if (!manifest || !path || hasError(findings)) return { findings }
  const { result, types } = await compile({ ...project, manifest }, options)
  if (!result.ok) return { findings: [...findings, ...result.findings] }
  const { component, engine, size } = result
  const typeErrors = types?.status === 'checked' ? types.findings : []
  findings.push(...result.findings, ...typeErrors, ...overSize(path, component.byteLength, settings.build))
  const report = { findings, ...reportOf(types), ...(size ? { size } : {}) }
  if (hasError(findings)) return report
  const { cacheFolder, spare } = options
  const built = { directory, manifestBytes, componentPath: path, component, settings, cacheFolder, spare }
  const fuel = await measureSmokeCalls(built)
  const withFuel = { ...report, ...(fuel ? { fuel } : {}) }
  findings.push(...overFuel(fuel, settings.build))
  if (hasError(findings)) return withFuel
  const sha256 = writeBuild(directory, path, result)
  return { ...withFuel, written: { path, sha256, byteLength: component.byteLength, engine } }
}

interface Compiled {
  readonly result: BuildResult
  /** Absent for Rust, and where the result says enough. */
  readonly types?: TypeCheck
}

/** Writes the generated types first: the sources may need them. */
async function compile(
  { directory, manifest, toolSchemas, settings }: Project & { readonly manifest: Manifest },
  { environment, emitsTypes, checksTypes, isLocked, isOffline }: BuildOptions,
): Promise<Compiled> {
  const { language, entry, engine } = settings.build
  if (language === 'rust') {
    if (emitsTypes) writeGenerated(directory, inputStructs(manifest.tools))
    const { cargo } = settings.build
    const asked = {
      ...cargo,
      isLocked: cargo.isLocked || isLocked,
      isOffline: cargo.isOffline || isOffline,
    }
    return { result: await buildRust({ projectDir: directory, cargo: asked, manifest, environment }) }
  }
  writeGenerated(directory, toolTypes(manifest.tools))
  const check = checksTypes ? startTypeCheck(directory) : undefined
  try {
    const project = { projectDir: directory, entry, engine, manifest, schemas: toolSchemas }
    const result = await buildTypeScript(project)
    const types = result.ok ? await (check?.result ?? NOT_ASKED) : undefined
    return { result, ...(types ? { types } : {}) }
  } finally {
    check?.stop()
  }
}

const NOT_ASKED: TypeCheck = { status: 'not-checked', reason: '--no-types was given' }

function reportOf(types: TypeCheck | undefined): Pick<BuildOutcome, 'types'> {
  if (types === undefined) return {}
  return { types: types.status === 'checked' ? { status: 'checked', typescript: types.typescript } : types }
}

function hasError(findings: readonly Finding[]): boolean {
  return findings.some(finding => finding.severity === 'error')
}

/** What this version cannot build, before anything is compiled. */
function refuseTarget({ runtime }: Manifest, { language }: BuildSettings): Finding[] {
  if (runtime === null) return [noRuntime()]
  return language === 'rust' || runtime.world === TOOL_WORLD ? [] : [otherWorld(runtime.world ?? '')]
}

/** A folder, a pipe or a huge file would keep the bundler busy for ever; a missing file is the bundler's to explain. */
function refuseEntry(directory: string, entry: string): Finding[] {
  const stats = statPath(join(directory, entry))
  if (!stats || (stats.isFile() && stats.size <= PACKAGE_LIMITS.fileBytes)) return []
  return [
    {
      rule: 'build/entry-unusable',
      severity: 'error',
      message: stats.isFile()
        ? `The entry ${quote(entry)} has ${stats.size} bytes; the build reads at most ${PACKAGE_LIMITS.fileBytes}.`
        : `The entry ${quote(entry)} is not a file.`,
      why: 'The build starts from this file and follows its imports.',
      fix: 'Put the module there, or set build.entry in yoi-plugin.toml.',
      at: { file: entry },
    },
  ]
}

function noRuntime(): Finding {
  return {
    rule: 'build/no-runtime',
    severity: 'error',
    message: `${MANIFEST_FILE} has no [runtime], so there is no component to build.`,
    why: 'Yoi runs what runtime.component names, for the world that runtime.world names.',
    fix: `Add [runtime] with kind = "wasm-component", world = "${TOOL_WORLD}" and component = "plugin.component.wasm".`,
    at: { file: MANIFEST_FILE },
  }
}

function otherWorld(world: string): Finding {
  return {
    rule: 'build/world-not-available',
    severity: 'error',
    message: `runtime.world is ${quote(world)}; this version builds TypeScript for ${TOOL_WORLD} only.`,
    why: 'The component would lack the exports that Yoi calls.',
    fix: `Set world = "${TOOL_WORLD}", or build the component with other tools.`,
    at: { file: MANIFEST_FILE },
  }
}
