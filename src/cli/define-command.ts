import type { ExitCode } from '../errors.ts'
import type { Terminal } from './terminal.ts'

/**
 * One option as it is typed, and what it does:
 * `'--yes'` a switch, `'-o, --output <file>'` takes a value, `'--grant <label>...'` may be given several times.
 */
export type OptionSpec = readonly [spec: string, description: string]

/** The options that every command has, besides its own. */
export const SHARED_OPTIONS = [
  ['--json', 'Print the result as JSON on stdout, nothing else'],
  ['-h, --help', 'Show this help'],
] as const satisfies readonly OptionSpec[]

type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S

type LongForm<S extends string> = S extends `-${string}, --${infer Long}`
  ? Long
  : S extends `--${infer Long}`
    ? Long
    : never

type FlagName<S extends string> = LongForm<S> extends `${infer Name} <${string}` ? Name : LongForm<S>

type FlagValue<S extends string> = S extends `${string}>...`
  ? readonly string[]
  : S extends `${string}>`
    ? string | undefined
    : boolean

/** `'--dry-run'` becomes `dryRun: boolean`, `'--output <file>'` becomes `output: string | undefined`. */
export type Flags<Options extends readonly OptionSpec[]> = {
  readonly [S in Options[number][0] | '--json' as CamelCase<FlagName<S>>]: FlagValue<S>
}

type ArgumentWord<S extends string> = S extends `${infer First} ${infer Rest}`
  ? First | ArgumentWord<Rest>
  : S

type ArgumentName<S extends string> = S extends `[...${infer Name}]` | `[${infer Name}]` | `<${infer Name}>`
  ? Name extends `...${infer Bare}`
    ? Bare
    : Name
  : never

type ArgumentValue<S extends string> = S extends `[...${string}`
  ? readonly string[]
  : S extends `[${string}`
    ? string | undefined
    : string

/** `'<rule> [dir]'` becomes `{ rule: string, dir: string | undefined }`; `'[...paths]'` a list. */
export type Arguments<Spec extends string> = {
  readonly [S in ArgumentWord<Spec> as ArgumentName<S>]: ArgumentValue<S>
}

interface CommandDefinition<Spec extends string, Options extends readonly OptionSpec[]> {
  /** Positional arguments: `'<rule>'`, `'[dir]'`, `'[...paths]'`, or `''`. */
  readonly arguments: Spec
  readonly options: Options
  /** A sentence or two under the usage line of `--help`, for what the summary cannot say. */
  readonly details?: string
  /** Complete command lines, shown in `--help` and in docs/cli.md. */
  readonly examples?: readonly string[]
  run(
    input: { readonly args: Arguments<Spec>; readonly flags: Flags<Options> },
    terminal: Terminal,
  ): Promise<ExitCode> | ExitCode
}

export type ArgumentValues = Readonly<Record<string, string | readonly string[] | undefined>>
export type FlagValues = Readonly<Record<string, boolean | string | readonly string[] | undefined>>

/** A command as the framework sees it: any arguments, any flags. */
export interface Command {
  readonly arguments: string
  readonly options: readonly OptionSpec[]
  readonly details?: string
  readonly examples?: readonly string[]
  run(
    input: { readonly args: ArgumentValues; readonly flags: FlagValues },
    terminal: Terminal,
  ): Promise<ExitCode> | ExitCode
}

/**
 * Declares a command. Options are declared here once: parsing, `--help`, docs/cli.md and the types of `flags` follow.
 * `--json` and `--help` are added to every command. `run` prints through the terminal and returns an exit code; wrong use is
 * thrown as `UserError`. List the command, with its one-line summary, in `commands.ts`.
 */
export function defineCommand<const Spec extends string, const Options extends readonly OptionSpec[]>(
  definition: CommandDefinition<Spec, Options>,
): Command {
  return definition
}

/** The options of a command together with those that every command has. */
export function allOptions(command: Pick<Command, 'options'>): readonly OptionSpec[] {
  return [...command.options, ...SHARED_OPTIONS]
}
