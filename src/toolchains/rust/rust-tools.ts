import { existsSync, readdirSync } from 'node:fs'
import { execa } from 'execa'
import { UserError } from '../../errors.ts'
import { escapeText } from '../../quote.ts'
import type { RustProject } from './build-rust.ts'
import { WASM_TARGET } from './cargo-arguments.ts'
import { cargoHomeOf } from './cargo-configuration.ts'
import type { CargoMetadata } from './cargo-metadata.ts'
import type { MachinePaths } from './remap-paths.ts'

/** What is known of the machine once its compiler has answered. */
export type RustTools = MachinePaths

type Place = Pick<RustProject, 'projectDir' | 'environment'>

/** How cargo ended. `ending` follows "`cargo build` " in a sentence. */
export type CargoResult =
  | { readonly ok: true; readonly stdout: string }
  | { readonly ok: false; readonly stdout: string; readonly ending: string }

/**
 * Runs cargo in the project folder, where it finds the author's configuration. Its stderr is ours.
 * @throws UserError when it cannot be started
 */
export async function runCargo(place: Place, args: readonly string[]): Promise<CargoResult> {
  const { CARGO } = place.environment
  const command = CARGO || 'cargo'
  const result = await execa(command, args, { ...optionsIn(place), stderr: 'inherit', maxBuffer: 1 << 28 })
  if (result.code !== undefined && result.exitCode === undefined)
    throw cannotStart('cargo', command, result.code)
  const { stdout } = result
  if (result.exitCode === 0) return { ok: true, stdout }
  const ending =
    result.signal === undefined
      ? 'ended with an error; its own messages stand above'
      : `was ended by ${result.signal}`
  return { ok: false, stdout, ending }
}

/** @throws UserError when what answered is not cargo */
export function parseMetadata(stdout: string, { environment }: Place): CargoMetadata {
  try {
    return JSON.parse(stdout) as CargoMetadata
  } catch (error) {
    throw new UserError(
      'cargo-unusable',
      `${escapeText(environment.CARGO || 'cargo')} does not answer \`cargo metadata\` with JSON: ${escapeText(String(error), 80)}`,
      'Set the environment variable CARGO to cargo itself, or unset it.',
    )
  }
}

/**
 * Asks the compiler where it keeps its libraries, and looks for those of the target.
 * @param configured the compiler that cargo's configuration names
 * @throws UserError when there is no compiler or no such target, with what to type
 */
export async function requireTarget(place: Place, configured: string | undefined): Promise<RustTools> {
  const { environment } = place
  const command = environment.RUSTC || configured || 'rustc'
  const args = ['--print=sysroot', '--print=target-libdir', `--target=${WASM_TARGET}`]
  const [result, version] = await Promise.all([
    execa(command, args, optionsIn(place)),
    execa(command, ['-vV'], optionsIn(place)),
  ])
  if (result.code !== undefined && result.exitCode === undefined)
    throw cannotStart('rustc', command, result.code)
  const [sysroot, libraries] = result.stdout.split('\n').map(line => line.trim())
  if (result.exitCode !== 0 || !sysroot || !libraries)
    throw new UserError(
      'rustc-failed',
      `${escapeText(command)} does not say where its libraries are: ${escapeText(result.stderr.trim() || result.stdout.trim() || 'it prints nothing')}`,
      'Repair the toolchain, for example with `rustup update`, or correct the environment variable RUSTC.',
    )
  if (!existsSync(libraries) || !readdirSync(libraries).some(name => name.startsWith('libcore')))
    throw new UserError(
      'rust-target-missing',
      `The Rust toolchain in ${escapeText(sysroot)} has no libraries for ${WASM_TARGET}.`,
      `Run \`rustup target add ${WASM_TARGET}\` in this folder, or set RUSTC to a compiler that has them.`,
    )
  const commit = /^commit-hash: ([0-9a-f]{40})\s*$/m.exec(version.stdout ?? '')?.[1]
  return { sysroot, cargoHome: cargoHomeOf(environment), commit }
}

function optionsIn({ projectDir, environment }: Place) {
  return { cwd: projectDir, env: environment, extendEnv: false, stdin: 'ignore', reject: false } as const
}

/** @param code of the system, e.g. `ENOENT` */
function cannotStart(tool: 'cargo' | 'rustc', command: string, code: string): UserError {
  if (command !== tool)
    return new UserError(
      code === 'ENOENT' ? `${tool}-missing` : `${tool}-unusable`,
      code === 'ENOENT'
        ? `There is no program ${escapeText(command)}.`
        : `${escapeText(command)} cannot be run: ${code}.`,
      `Correct the environment variable ${tool.toUpperCase()} or cargo's configuration.`,
    )
  return code === 'ENOENT'
    ? new UserError(
        `${tool}-missing`,
        `${tool} is not installed.`,
        `Install Rust with rustup, https://rustup.rs, then run \`rustup target add ${WASM_TARGET}\`.`,
      )
    : new UserError(
        `${tool}-unusable`,
        `The program ${tool} in PATH cannot be run: ${code}.`,
        'Repair the Rust toolchain, for example with `rustup update`.',
      )
}
