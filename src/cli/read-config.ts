import { realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { type Enablement, mergeEnablement, NO_ENABLEMENT } from '../grants/enablement.ts'
import { type ConfigFormat, type ConfigProblem, readEnablement } from '../grants/read-enablement.ts'
import { quote } from '../quote.ts'
import { readTypedFile } from './read-typed-file.ts'
import type { Terminal } from './terminal.ts'

/** Options of every command that looks at a configuration. */
export const CONFIG_OPTIONS = [
  ['--config <file>', 'Read [plugins] and [feature.plugins] from this TOML or JSON file'],
  ['--profile <ref>', 'Read them from a Profile: path:FILE, or a path ending in .toml or .json'],
  ['--workspace <path>', 'Workspace with .yoi/plugins; the current folder by default'],
] as const

const CONFIG_FILE = {
  kind: 'config',
  limitBytes: 4 * 1024 * 1024,
  fix: 'Name a TOML or JSON file.',
} as const

export interface ConfigFlags {
  readonly config: string | undefined
  readonly profile: string | undefined
}

/**
 * Reads what the named files say of plugins, the Profile first and `--config` over it. Changes nothing.
 * @throws UserError when a file cannot be read or is no configuration that the host would take
 */
export function readConfig(flags: ConfigFlags, terminal: Pick<Terminal, 'cwd'>): Enablement {
  return [flags.profile && profilePath(flags.profile), flags.config]
    .filter(path => path !== undefined && path !== '')
    .map(path => readFile(path as string, terminal.cwd))
    .reduce(mergeEnablement, NO_ENABLEMENT)
}

/** The absolute path of a workspace, without links. */
export function findWorkspace(typed: string | undefined, terminal: Pick<Terminal, 'cwd'>): string {
  const path = resolve(terminal.cwd, typed ?? '.')
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return realpathSync(path)
  throw new UserError(
    'workspace-missing',
    `There is no folder ${quote(typed ?? '.')}.`,
    'Name a workspace folder.',
  )
}

/** What the host takes for a path (contract 9.5); a Profile by name needs the host's own registry. */
function profilePath(selector: string): string {
  if (selector.startsWith('path:')) return selector.slice('path:'.length)
  if (/[/\\]|^\.|\.(json|toml)$/.test(selector)) return selector
  throw new UserError(
    'profile-by-name',
    `The Profile ${quote(selector)} is a name, and only the host knows its Profiles.`,
    'Name the file: --profile path:FILE.',
  )
}

function readFile(typed: string, cwd: string): Enablement {
  const format: ConfigFormat = /\.json$/i.test(typed) ? 'json' : 'toml'
  const reading = readEnablement(readTypedFile(typed, cwd, CONFIG_FILE), format)
  if (reading.ok) return reading.value
  throw new UserError(
    'bad-configuration',
    `${quote(typed)} is refused by the host. ${describeAll(reading.problems)}`,
    reading.problems[0].fix,
  )
}

/** One mistake is often made many times over. */
const MAX_PROBLEMS = 8

function describeAll(problems: readonly ConfigProblem[]): string {
  const omitted = problems.length - MAX_PROBLEMS
  const rest = omitted > 0 ? [`There are ${omitted} more.`] : []
  return [...problems.slice(0, MAX_PROBLEMS).map(describe), ...rest].join(' ')
}

function describe({ message, line, column }: ConfigProblem): string {
  return line === undefined ? message : `Line ${line}, column ${column}: ${message}`
}
