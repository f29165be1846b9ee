import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { CargoMetadata } from './cargo-metadata.ts'
import { inputsOfDepInfo } from './dep-info.ts'

/** Files that decide about the build without being part of it. */
const SETTINGS = [
  'Cargo.toml',
  'Cargo.lock',
  '.cargo/config.toml',
  '.cargo/config',
  'rust-toolchain.toml',
  'rust-toolchain',
  'build.rs',
]

interface HashedFile {
  readonly path: string
  readonly sha256: string
}

/**
 * The files of the project that a build read, with their hashes. What lies outside of it, as the other members of a workspace, is
 * not recorded: the record of a project names only its own files.
 * @param modulePath the core module, beside which cargo writes its inputs
 */
export function projectInputs(modulePath: string, metadata: CargoMetadata, projectDir: string): HashedFile[] {
  const depInfo = modulePath.replace(/\.wasm$/, '.d')
  const sources = existsSync(depInfo) ? inputsOfDepInfo(readFileSync(depInfo, 'utf8')) : []
  const folders = new Set([projectDir, metadata.workspace_root])
  const settings = [...folders].flatMap(folder => SETTINGS.map(name => join(folder, name))).filter(existsSync)
  const generated = `${relative(projectDir, metadata.target_directory)}${sep}`
  const paths = [...sources, ...settings]
    .map(path => relative(projectDir, path))
    .filter(path => !path.startsWith('..') && !path.startsWith(sep) && !path.startsWith(generated))
  return [...new Set(paths)].map(path => ({
    path: path.split(sep).join('/'),
    sha256: createHash('sha256')
      .update(readFileSync(join(projectDir, path)))
      .digest('hex'),
  }))
}
