import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { UserError } from '../../errors.ts'
import { parseToml } from '../../manifest/toml/parse-toml.ts'
import type { TomlNode, TomlTable } from '../../manifest/toml/toml-node.ts'
import { escapeText } from '../../quote.ts'
import type { RustProject } from './build-rust.ts'
import { WASM_TARGET } from './cargo-arguments.ts'

/** What cargo's configuration says that a build has to know before it runs cargo. */
export interface CargoConfiguration {
  /** Tables with `rustflags`, as TOML keys: `build`, `target."wasm32-unknown-unknown"`, `target."cfg(unix)"`. `build` is always there. */
  readonly flagTables: readonly string[]
  /** Absolute paths of the files that hold such flags. */
  readonly flagFiles: readonly string[]
  /** The compiler that `build.rustc` names. */
  readonly rustc?: string
}

interface ConfigurationFile {
  readonly path: string
  readonly root: TomlTable
}

/** The new name and the one before it; cargo prefers the old when both are there. */
const FILE_NAMES = ['config', 'config.toml']

/** Absolute path of the folder in which cargo keeps crates. */
export function cargoHomeOf({ CARGO_HOME }: RustProject['environment']): string {
  return CARGO_HOME || join(homedir(), '.cargo')
}

/**
 * Reads the files that cargo will read: those of the project folder and of all folders above it, then that of cargo's home. A file that
 * is not TOML is left to cargo, which names the mistake.
 * @throws UserError for `rustflags` in one string: cargo cannot add ours to it
 * @source the Cargo book, "Configuration"
 */
export function readCargoConfiguration({
  projectDir,
  environment,
}: Pick<RustProject, 'projectDir' | 'environment'>): CargoConfiguration {
  const files = configurationFolders(projectDir, cargoHomeOf(environment)).flatMap(readConfiguration)
  const found = files.map(file => ({ path: file.path, tables: flagTables(file) }))
  const tables = new Set(['build', ...found.flatMap(file => file.tables)])
  const variable = `CARGO_TARGET_${WASM_TARGET.toUpperCase().replaceAll('-', '_')}_RUSTFLAGS`
  if (environment[variable]) tables.add(targetTable(WASM_TARGET))
  const rustc = environment.CARGO_BUILD_RUSTC || files.map(namedCompiler).find(Boolean)
  const flagFiles = found.filter(file => file.tables.length > 0).map(({ path }) => path)
  return { flagTables: [...tables], flagFiles, ...(rustc ? { rustc } : {}) }
}

function configurationFolders(projectDir: string, cargoHome: string): string[] {
  const folders: string[] = []
  for (let folder = projectDir; ; folder = dirname(folder)) {
    folders.push(join(folder, '.cargo'))
    if (folder === dirname(folder)) break
  }
  return [...new Set([...folders, cargoHome])]
}

function readConfiguration(folder: string): ConfigurationFile[] {
  const path = FILE_NAMES.map(name => join(folder, name)).find(existsSync)
  if (path === undefined) return []
  const document = parseToml(readFileSync(path, 'utf8'))
  return 'root' in document ? [{ path, root: document.root }] : []
}

function flagTables({ path, root }: ConfigurationFile): string[] {
  const targets = tableAt(root, 'target')
  const named =
    targets === undefined ? [] : [...targets.entries].map(([name, { value }]) => ({ name, value }))
  const isOurs = (name: string) => name === WASM_TARGET || name.startsWith('cfg(')
  return [
    ...(hasFlags(path, 'build', tableAt(root, 'build')) ? ['build'] : []),
    ...named
      .filter(({ name, value }) => isOurs(name) && hasFlags(path, `target.${name}`, value))
      .map(({ name }) => targetTable(name)),
  ]
}

function hasFlags(path: string, name: string, table: TomlNode | undefined): boolean {
  const flags = table?.kind === 'table' ? table.entries.get('rustflags')?.value : undefined
  if (flags?.kind === 'string')
    throw new UserError(
      'cargo-flags-form',
      `rustflags of [${escapeText(name)}] in ${escapeText(path)} is one string, and \`build\` has to add flags of its own.`,
      `Write it as a list: rustflags = ${JSON.stringify(flags.value.split(' ').filter(Boolean))}.`,
    )
  return flags !== undefined
}

/** A name with a slash counts from the folder that holds `.cargo`. */
function namedCompiler({ path, root }: ConfigurationFile): string | undefined {
  const rustc = tableAt(root, 'build')?.entries.get('rustc')?.value
  if (rustc?.kind !== 'string') return undefined
  return /[\\/]/.test(rustc.value) ? resolve(dirname(dirname(path)), rustc.value) : rustc.value
}

function tableAt(root: TomlTable, key: string): TomlTable | undefined {
  const value = root.entries.get(key)?.value
  return value?.kind === 'table' ? value : undefined
}

function targetTable(name: string): string {
  return `target.${JSON.stringify(name)}`
}
