import { readFileSync } from 'node:fs'
import type { Finding } from '../../finding.ts'
import type { CargoSettings } from '../../manifest/project/project-settings.ts'
import { quote } from '../../quote.ts'
import { readCoreModule } from '../../wasm/core/read-core-module.ts'
import type { BuildResult } from '../build-result.ts'
import { buildArguments, metadataArguments } from './cargo-arguments.ts'
import { builtModule, type CargoMetadata } from './cargo-metadata.ts'
import { choosePackage } from './choose-package.ts'
import { encodeComponent } from './encode-component.ts'
import { foreignImports } from './foreign-imports.ts'
import { projectInputs } from './project-inputs.ts'
import { addFlags, remapPaths } from './remap-paths.ts'
import { type RustTools, requireTarget, runCargo } from './rust-tools.ts'

export interface RustProject {
  /** Absolute path of the project folder, without links. */
  readonly projectDir: string
  readonly cargo: CargoSettings
  /** `CARGO`, `RUSTC`, `CARGO_HOME` and everything else that cargo reads. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/**
 * Builds a component from a Rust project: cargo, then the component encoder. Runs the project's build scripts and macros; writes
 * only into cargo's target folder. cargo's progress and errors go to stderr as they are. The same source, compiler and crates give the
 * same bytes in every folder.
 * @throws UserError when cargo or the target is not installed
 * @source host contract 6.1, 6.2, 10.5
 */
export async function buildRust(project: RustProject): Promise<BuildResult> {
  const { cargo, projectDir } = project
  const machine = await requireTarget(project)
  const described = await runCargo(project, metadataArguments(cargo))
  if (!described.ok) return failed(cargoFailed('cargo metadata'))
  const metadata = JSON.parse(described.stdout) as CargoMetadata
  const chosen = choosePackage(metadata, cargo.package, projectDir)
  if (!chosen.ok) return failed(chosen.finding)
  const { id } = chosen.package
  const built = await compile(project, metadata, { id, machine })
  if (!built.ok) return failed(cargoFailed('cargo build'))
  const path = builtModule(built.stdout, id)
  if (path === undefined) return failed(noModule(chosen.package.name))
  const module = readCoreModule(readFileSync(path))
  const findings = foreignImports(module, metadata, id)
  if (findings.length > 0) return { ok: false, findings }
  if (!module.customs.some(({ name }) => name.startsWith('component-type')))
    return failed(noComponentType(chosen.package.name))
  return {
    ok: true,
    component: await encodeComponent(module),
    engine: 'rust',
    inputs: projectInputs(path, metadata, projectDir),
    findings: [],
  }
}

interface Compilation {
  readonly id: string
  readonly machine: RustTools
}

function compile(project: RustProject, metadata: CargoMetadata, { id, machine }: Compilation) {
  const extra = addFlags(remapPaths(metadata, machine), project.environment)
  const args = buildArguments(project.cargo, id, extra.cargoArguments)
  return runCargo({ ...project, environment: { ...project.environment, ...extra.environment } }, args)
}

function failed(finding: Finding): BuildResult {
  return { ok: false, findings: [finding] }
}

function cargoFailed(command: string): Finding {
  return {
    rule: 'build/cargo-failed',
    severity: 'error',
    message: `\`${command}\` ended with an error; its own messages stand above.`,
    why: 'Without a compiled module there is no component.',
    fix: 'Correct what cargo reports, then run `yoi-plugin build` again.',
    at: { file: 'Cargo.toml' },
  }
}

function noModule(name: string): Finding {
  return {
    rule: 'build/cargo-failed',
    severity: 'error',
    message: `cargo built ${quote(name)}, but named no .wasm file.`,
    why: 'Without a compiled module there is no component.',
    fix: 'See that no configuration of cargo changes the target or the crate type of the library.',
    at: { file: 'Cargo.toml' },
  }
}

function noComponentType(name: string): Finding {
  return {
    rule: 'build/no-component-type',
    severity: 'error',
    message: `The module of ${quote(name)} does not say which world it is made for.`,
    why: 'wit-bindgen writes this into the module; without it there is no component to make.',
    fix: 'Call pdk::export_tools! { ... } in src/lib.rs, or wit_bindgen::generate! and export! yourself.',
    at: { file: 'src/lib.rs' },
  }
}
