import { dirname } from 'node:path'
import { WASM_TARGET } from './cargo-arguments.ts'
import type { CargoMetadata } from './cargo-metadata.ts'

/** Where this machine keeps what ends up in messages of panics. Absolute paths. */
export interface MachinePaths {
  readonly cargoHome: string
  /** `rustc --print sysroot`. */
  readonly sysroot: string
}

const SEPARATOR = '\u001f'

/**
 * Flags that write the same path into the component wherever the project and the crates lie. The last match counts, so the
 * more particular folders come later.
 */
export function remapPaths(metadata: CargoMetadata, { cargoHome, sysroot }: MachinePaths): string[] {
  const crates = metadata.packages
    .filter(entry => entry.source?.startsWith('registry+') || entry.source?.startsWith('sparse+'))
    .map(entry => dirname(dirname(entry.manifest_path)))
  const folders: readonly (readonly [string, string])[] = [
    [cargoHome, '/cargo'],
    [`${sysroot}/lib/rustlib/src/rust`, '/rust'],
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

/** Flags of the environment make cargo ignore those of its configuration; so ours go where the author's are. */
export function addFlags(
  flags: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ExtraFlags {
  const encoded = environment.CARGO_ENCODED_RUSTFLAGS
  const spaced = environment.RUSTFLAGS
  const given = encoded ? encoded.split(SEPARATOR) : (spaced ?? '').split(' ').filter(Boolean)
  if (given.length > 0)
    return {
      cargoArguments: [],
      environment: { CARGO_ENCODED_RUSTFLAGS: [...given, ...flags].join(SEPARATOR) },
    }
  const list = flags.map(flag => JSON.stringify(flag)).join(', ')
  return { cargoArguments: ['--config', `target.${WASM_TARGET}.rustflags=[${list}]`], environment: {} }
}
