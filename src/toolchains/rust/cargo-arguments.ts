import type { CargoSettings } from '../../manifest/project/project-settings.ts'

/** The target without any system interface: nothing but what the plugin asks of Yoi is imported. @source host contract 6.2 */
export const WASM_TARGET = 'wasm32-unknown-unknown'

/** `cargo metadata`: the packages, their targets and, for this target only, who depends on whom. */
export function metadataArguments(cargo: CargoSettings): string[] {
  return [
    'metadata',
    '--format-version=1',
    `--filter-platform=${WASM_TARGET}`,
    ...manifestArguments(cargo),
    ...featureArguments(cargo),
  ]
}

/**
 * `cargo build`, with messages for programs on stdout and everything for people on stderr.
 * @param packageId as `cargo metadata` writes it
 * @param extra configuration of ours, e.g. from `remapPaths`
 */
export function buildArguments(cargo: CargoSettings, packageId: string, extra: readonly string[]): string[] {
  return [
    'build',
    `--target=${WASM_TARGET}`,
    '--lib',
    `--profile=${cargo.profile ?? 'release'}`,
    '--message-format=json-render-diagnostics',
    `--package=${packageId}`,
    ...manifestArguments(cargo),
    ...featureArguments(cargo),
    ...extra,
  ]
}

function manifestArguments({ manifestPath, isLocked, isOffline }: CargoSettings): string[] {
  return [
    ...(manifestPath === null ? [] : [`--manifest-path=${manifestPath}`]),
    ...(isLocked ? ['--locked'] : []),
    ...(isOffline ? ['--offline'] : []),
  ]
}

function featureArguments({ features, hasDefaultFeatures }: CargoSettings): string[] {
  return [
    ...(features.length === 0 ? [] : [`--features=${features.join(',')}`]),
    ...(hasDefaultFeatures ? [] : ['--no-default-features']),
  ]
}
