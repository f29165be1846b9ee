import { dirname } from 'node:path'
import type { CargoMetadata } from './cargo-metadata.ts'

/** Where this machine keeps what ends up in messages of panics. Absolute paths. */
export interface MachinePaths {
  readonly cargoHome: string
  /** `rustc --print sysroot`. */
  readonly sysroot: string
  /** Of the compiler; undefined when it does not tell. */
  readonly commit: string | undefined
}

const SEPARATOR = '\u001f'

/**
 * Flags that write the same path into the component wherever the project and the crates lie. The last match counts, so the
 * more particular folders come later. Sources of the standard library, where they are installed, get the name that they have where
 * they are not.
 */
export function remapPaths(metadata: CargoMetadata, { cargoHome, sysroot, commit }: MachinePaths): string[] {
  const crates = metadata.packages
    .filter(entry => entry.source?.startsWith('registry+') || entry.source?.startsWith('sparse+'))
    .map(entry => dirname(dirname(entry.manifest_path)))
  const folders: readonly (readonly [string, string])[] = [
    [cargoHome, '/cargo'],
    [`${sysroot}/lib/rustlib/src/rust`, commit === undefined ? '/rust' : `/rustc/${commit}`],
    ...[...new Set(crates)].sort().map(folder => [folder, '/crates'] as const),
    [metadata.workspace_root, '/plugin'],
    [metadata.target_directory, '/target'],
  ]
  return folders.map(([from, to]) => `--remap-path-prefix=${from}=${to}`)
}

/** How to give cargo further flags without replacing the author's own. */
export interface ExtraFlags {
  readonly cargoArguments: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

/**
 * Puts flags where the author's are: cargo takes those of the environment, else those of tables for the target, else those of `[build]`,
 * and never joins two of these.
 * @param tables TOML keys of tables with flags, see `CargoConfiguration`
 */
export function addFlags(
  flags: readonly string[],
  tables: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ExtraFlags {
  const variable = flagVariable(environment)
  if (variable !== undefined) {
    const given = (environment[variable] ?? '').split(variable === 'RUSTFLAGS' ? ' ' : SEPARATOR)
    return {
      cargoArguments: [],
      environment: { CARGO_ENCODED_RUSTFLAGS: [...given.filter(Boolean), ...flags].join(SEPARATOR) },
    }
  }
  const list = flags.map(flag => JSON.stringify(flag)).join(', ')
  return {
    cargoArguments: tables.flatMap(table => ['--config', `${table}.rustflags=[${list}]`]),
    environment: {},
  }
}

/** The variable from which cargo takes flags; an empty one counts. Undefined: it takes them from its configuration. */
export function flagVariable(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  return ['CARGO_ENCODED_RUSTFLAGS', 'RUSTFLAGS'].find(name => environment[name] !== undefined)
}
