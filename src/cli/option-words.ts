import type { OptionSpec } from './define-command.ts'

/** An option spec taken apart. */
export interface OptionWords {
  /** Without dashes, as typed: `dry-run`. */
  readonly long: string
  readonly short?: string
  /** `file` in `--output <file>`; absent for a switch. */
  readonly placeholder?: string
  readonly isRepeatable: boolean
  /** Name of the property in `flags`: `dryRun`. */
  readonly key: string
}

const SPEC = /^(?:-([a-zA-Z]), )?--([a-z][a-z0-9-]*)(?: <([^>]+)>(\.\.\.)?)?$/

/** Takes `-o, --output <file>` apart. A spec that is written differently is our own mistake and throws. */
export function optionWords([spec]: OptionSpec): OptionWords {
  const match = SPEC.exec(spec)
  if (!match)
    throw new Error(`option spec ${JSON.stringify(spec)} is not of the form "-o, --output <file>..."`)
  const [, short, long = '', placeholder, repeat] = match
  return {
    long,
    ...(short === undefined ? {} : { short }),
    ...(placeholder === undefined ? {} : { placeholder }),
    isRepeatable: repeat !== undefined,
    key: long.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
  }
}
