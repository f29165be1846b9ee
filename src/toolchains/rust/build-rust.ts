import { existsSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Finding } from '../../finding.ts'
import type { CargoSettings } from '../../manifest/project/project-settings.ts'
import { readCoreModule } from '../../wasm/core/read-core-module.ts'
import type { BuildResult } from '../build-result.ts'
import {
  cargoFailed,
  compilationFailed,
  flagsReplaced,
  noCargoManifest,
  noComponentType,
  noModule,
  notEncodable,
} from './build-failures.ts'
import { buildArguments, metadataArguments } from './cargo-arguments.ts'
import { type CargoConfiguration, readCargoConfiguration } from './cargo-configuration.ts'
import { builtModule, type CargoMetadata } from './cargo-metadata.ts'
import { choosePackage } from './choose-package.ts'
import { type ComponentTerms, componentFindings } from './component-findings.ts'
import { encodeComponent } from './encode-component.ts'
import { foreignImports } from './foreign-imports.ts'
import { projectInputs } from './project-inputs.ts'
import { addFlags, flagVariable, remapPaths } from './remap-paths.ts'
import { parseMetadata, type RustTools, requireTarget, runCargo } from './rust-tools.ts'

export interface RustProject {
  /** Absolute path of the project folder, without links. */
  readonly projectDir: string
  readonly cargo: CargoSettings
  readonly manifest: ComponentTerms
  /** `CARGO`, `RUSTC`, `CARGO_HOME` and everything else that cargo reads. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/**
 * Builds a component from a Rust project: cargo, then the component encoder. Runs the project's build scripts and macros; writes
 * only into cargo's target folder. cargo's progress and errors go to stderr as they are. The same source, toolchain and crates give the
 * same bytes in every folder.
 * @throws UserError when cargo or the target is not installed
 * @source host contract 6.1, 6.2, 10.5
 */
export async function buildRust(project: RustProject): Promise<BuildResult> {
  const { cargo, projectDir } = project
  if (!existsSync(join(projectDir, cargo.manifestPath ?? 'Cargo.toml')))
    return failed(noCargoManifest(cargo.manifestPath))
  const configuration = readCargoConfiguration(project)
  const tools = await requireTarget(project, configuration.rustc)
  const described = await runCargo(project, metadataArguments(cargo))
  if (!described.ok) return failed(cargoFailed('cargo metadata', described))
  const metadata = parseMetadata(described.stdout, project)
  const chosen = choosePackage(metadata, cargo.package, projectDir)
  if (!chosen.ok) return failed(chosen.finding)
  const { id, name } = chosen.package
  const built = await compile(project, metadata, { id, tools, configuration })
  if (!built.ok) return failed(compilationFailed(built, metadata, id))
  const path = builtModule(built.stdout, id)
  if (path === undefined) return failed(noModule(name))
  const result = await finish(project, metadata, { id, name, path })
  return { ...result, findings: [...result.findings, ...lostFlags(project, configuration)] }
}

function lostFlags({ projectDir, environment }: RustProject, { flagFiles }: CargoConfiguration): Finding[] {
  const variable = flagVariable(environment)
  const file = flagFiles.map(path => relative(projectDir, path)).find(path => !path.startsWith('..'))
  return variable === undefined || file === undefined ? [] : [flagsReplaced(variable, toPosix(file))]
}

function toPosix(path: string): string {
  return path.split(sep).join('/')
}

interface Compilation {
  readonly id: string
  readonly tools: RustTools
  readonly configuration: CargoConfiguration
}

function compile(project: RustProject, metadata: CargoMetadata, { id, tools, configuration }: Compilation) {
  const flags = remapPaths(metadata, tools)
  const extra = addFlags(flags, configuration.flagTables, project.environment)
  const args = buildArguments(project.cargo, id, extra.cargoArguments)
  return runCargo({ ...project, environment: { ...project.environment, ...extra.environment } }, args)
}

/** What cargo made: id and name of the package, and the absolute path of the module. */
interface Built {
  readonly id: string
  readonly name: string
  readonly path: string
}

async function finish(
  { projectDir, manifest }: RustProject,
  metadata: CargoMetadata,
  { id, name, path }: Built,
): Promise<BuildResult> {
  const module = readCoreModule(readFileSync(path))
  const foreign = foreignImports(module, metadata, id)
  if (foreign.length > 0) return { ok: false, findings: foreign }
  if (!module.customs.some(section => section.name.startsWith('component-type')))
    return failed(noComponentType(name))
  const encoding = await encodeComponent(module)
  if (!encoding.ok) return failed(notEncodable(name, encoding.reason))
  const { component } = encoding
  const findings = componentFindings(component, manifest)
  if (findings.length > 0) return { ok: false, findings }
  return { ok: true, component, engine: 'rust', inputs: projectInputs(path, metadata, projectDir), findings }
}

function failed(finding: Finding): BuildResult {
  return { ok: false, findings: [finding] }
}
