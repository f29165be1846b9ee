import type { Finding } from '../../finding.ts'
import { escapeText, quote } from '../../quote.ts'
import { builtPackages, type CargoMetadata, shortestWay } from './cargo-metadata.ts'
import type { CargoResult } from './rust-tools.ts'

/** Crates that do not compile without an operating system, or without JavaScript in its place. Their own advice does not help here. */
const SYSTEM_CRATES = ['getrandom', 'mio', 'socket2', 'tokio', 'openssl-sys', 'ring', 'uuid', 'wasm-bindgen']

type Failure = Extract<CargoResult, { ok: false }>

/** @param command as it is typed, e.g. `cargo build` */
export function cargoFailed(command: string, { ending }: Failure): Finding {
  return {
    rule: 'build/cargo-failed',
    severity: 'error',
    message: `\`${command}\` ${ending}.`,
    why: 'Without a compiled module there is no component.',
    fix: 'Correct what cargo reports, then run `yoi-plugin build` again.',
    at: { file: 'Cargo.toml' },
  }
}

/**
 * A build that failed, with the way to a crate that was not compiled because it needs a system, where there is one.
 * @param packageId the plugin's own
 */
export function compilationFailed(failure: Failure, metadata: CargoMetadata, packageId: string): Finding {
  const finding = cargoFailed('cargo build', failure)
  const built = builtPackages(failure.stdout)
  const way = shortestWay(
    metadata,
    packageId,
    ({ id, name }) => SYSTEM_CRATES.includes(name) && !built.has(id),
  )
  if (way === undefined) return finding
  const names = way.map(name => escapeText(name))
  return {
    ...finding,
    message: `${finding.message} ${quote(way.at(-1)!)} was not compiled, which needs an operating system or JavaScript: ${names.join(' -> ')}.`,
    why: 'Yoi gives a plugin neither: no random numbers, no clock, no sockets, no threads.',
    fix: `Switch off the feature of ${quote(way[1] ?? way[0]!)} that needs it, or use another crate.`,
  }
}

/** cargo succeeded and made no module. @param name of the package */
export function noModule(name: string): Finding {
  return {
    rule: 'build/cargo-failed',
    severity: 'error',
    message: `cargo built ${quote(name)}, but named no .wasm file.`,
    why: 'Without a compiled module there is no component.',
    fix: 'See that no configuration of cargo changes the target or the crate type of the library.',
    at: { file: 'Cargo.toml' },
  }
}

/** @param name of the package */
export function noComponentType(name: string): Finding {
  return {
    rule: 'build/no-component-type',
    severity: 'error',
    message: `The module of ${quote(name)} does not say which world it is made for.`,
    why: 'wit-bindgen writes this into the module; without it there is no component to make.',
    fix: 'Call pdk::export_tools! { ... } in src/lib.rs, or wit_bindgen::generate! and export! yourself.',
    at: { file: 'src/lib.rs' },
  }
}

/** @param reason what the encoder says, the cause last */
export function notEncodable(name: string, reason: string): Finding {
  const lines = reason.split('\n').map(line => line.trim())
  const said = lines.filter(line => line !== '' && line !== 'Caused by:').join(': ')
  return {
    rule: 'build/not-encodable',
    severity: 'error',
    message: `The component encoder refuses the module of ${quote(name)}: ${escapeText(said, 400)}.`,
    why: 'A component needs an export for every function of its world, and can import only what the world names.',
    fix: 'Compare src/pdk.rs and wit/ with those of a new project, and remove declarations of other imports and exports.',
    at: { file: 'src/lib.rs' },
  }
}

/** @param manifestPath `build.cargo.manifest_path` */
export function noCargoManifest(manifestPath: string | null): Finding {
  return {
    rule: 'build/cargo-package-unknown',
    severity: 'error',
    message:
      manifestPath === null
        ? 'The project folder has no Cargo.toml.'
        : `There is no ${quote(manifestPath)}, which [build.cargo] names.`,
    why: 'cargo would take the nearest one above, which is some other package.',
    fix: 'Create it with `cargo init --lib`, or set manifest_path under [build.cargo] in yoi-plugin.toml.',
    at: { file: 'yoi-plugin.toml' },
  }
}

/**
 * Flags of the environment hide those of the project.
 * @param variable of the environment
 * @param file relative to the project
 */
export function flagsReplaced(variable: string, file: string): Finding {
  return {
    rule: 'build/flags-replaced',
    severity: 'warning',
    message: `${variable} of the environment replaces the rustflags of ${escapeText(file)}.`,
    why: 'cargo takes flags from one place only: the stack that the project asks for is lost, and the bytes are other ones.',
    fix: `Unset ${variable}, or repeat in it what the file says.`,
    at: { file },
  }
}
