import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { UserError } from '../../errors.ts'
import { escapeText } from '../../quote.ts'
import type { RustProject } from './build-rust.ts'
import { WASM_TARGET } from './cargo-arguments.ts'
import type { MachinePaths } from './remap-paths.ts'

/** What is known of the machine once its compiler has answered. */
export type RustTools = MachinePaths

type Place = Pick<RustProject, 'projectDir' | 'environment'>

/** Runs cargo in the project folder, where it finds the author's configuration. Its stderr is ours. @throws UserError when there is no cargo */
export async function runCargo({ projectDir, environment }: Place, args: readonly string[]) {
  const command = environment.CARGO || 'cargo'
  const result = await execa(command, args, {
    cwd: projectDir,
    env: environment,
    extendEnv: false,
    stdin: 'ignore',
    stderr: 'inherit',
    maxBuffer: 1 << 28,
    reject: false,
  })
  if (isMissing(result)) throw missing('cargo', command)
  return { ok: result.exitCode === 0, stdout: result.stdout }
}

/**
 * Asks the compiler where it keeps its libraries, and looks for those of the target.
 * @throws UserError when there is no compiler or no such target, with what to type
 */
export async function requireTarget(place: Place): Promise<RustTools> {
  const { environment } = place
  const command = environment.RUSTC || 'rustc'
  const args = ['--print=sysroot', '--print=target-libdir', `--target=${WASM_TARGET}`]
  const result = await execa(command, args, {
    cwd: place.projectDir,
    env: environment,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
  })
  if (isMissing(result)) throw missing('rustc', command)
  const [sysroot = '', libraries = ''] = result.stdout.split('\n').map(line => line.trim())
  if (result.exitCode !== 0)
    throw new UserError(
      'rustc-failed',
      `${escapeText(command)} does not answer: ${escapeText(result.stderr.trim())}`,
      'Repair the toolchain, for example with `rustup update`.',
    )
  if (!existsSync(libraries) || !readdirSync(libraries).some(name => name.startsWith('libcore')))
    throw new UserError(
      'rust-target-missing',
      `The Rust toolchain has no libraries for ${WASM_TARGET}.`,
      `Run \`rustup target add ${WASM_TARGET}\`, or set RUSTC to a compiler that has them.`,
    )
  return { sysroot, cargoHome: environment.CARGO_HOME || join(homedir(), '.cargo') }
}

function isMissing(result: { readonly code?: string | undefined }): boolean {
  return result.code === 'ENOENT'
}

function missing(tool: 'cargo' | 'rustc', command: string): UserError {
  return new UserError(
    `${tool}-missing`,
    command === tool ? `${tool} is not installed.` : `There is no program ${escapeText(command)}.`,
    command === tool
      ? 'Install Rust with rustup, https://rustup.rs, then run `rustup target add wasm32-unknown-unknown`.'
      : `Correct the environment variable ${tool.toUpperCase()}, or unset it.`,
  )
}
