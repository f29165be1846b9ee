import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

export interface CliRun {
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** Runs the built command as a child process, with a pipe instead of a terminal. `npm test` builds it first. */
export async function runCli(words: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  if (!existsSync(CLI)) throw new Error('dist/cli.js is missing: run `npm run build` first')
  const { exitCode, stdout, stderr } = await execa(process.execPath, [CLI, ...words], {
    reject: false,
    extendEnv: false,
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), ...options.env },
    input: options.input ?? '',
    cwd: options.cwd ?? tmpdir(),
    stripFinalNewline: false,
  })
  return { exitCode, stdout, stderr }
}

/** A new empty folder; its path has no symbolic link in it. */
export function emptyFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'yoi-plugin-test-')))
}

/** Every file below a folder, by its path with `/`, as text. */
export function readTree(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const paths = files.map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
  return Object.fromEntries(paths.sort().map(path => [path, readFileSync(join(folder, path), 'utf8')]))
}
