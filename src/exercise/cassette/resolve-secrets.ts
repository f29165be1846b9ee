import { UserError } from '../../errors.ts'
import { SECRET_NAME_FORM } from '../../manifest/project/record-words.ts'
import { quote } from '../../quote.ts'
import { MIN_SECRET_LENGTH, type NamedSecret } from './secret-spellings.ts'

export interface SecretSources {
  /** `NAME=env:VARIABLE`, as typed after `--secret`. */
  readonly typed: readonly string[]
  /** `[record] secrets`: names of environment variables. */
  readonly named: readonly string[]
  /** The environment of the person who runs. */
  readonly env: Readonly<Record<string, string | undefined>>
}

export interface ResolvedSecrets {
  readonly secrets: readonly NamedSecret[]
  /** Of `named`: variables that are not set, or too short to be hidden, so that nothing is hidden under their names. */
  readonly unset: readonly string[]
}

/**
 * Looks up the values of secrets.
 * @throws UserError for a `--secret` that says nothing, whose variable is not set, or whose value is too short to be hidden
 */
export function resolveSecrets({ typed, named, env }: SecretSources): ResolvedSecrets {
  const explicit = typed.map(text => readOption(text, env))
  const names = named.filter(name => !explicit.some(secret => secret.name === name))
  const secrets = [...explicit, ...names.flatMap(name => (env[name] ? [{ name, value: env[name] }] : []))]
  for (const { name, value } of secrets) refuseShort(name, value)
  return { secrets, unset: names.filter(name => !env[name]) }
}

function readOption(text: string, env: SecretSources['env']): NamedSecret {
  const equals = text.indexOf('=env:')
  const name = text.slice(0, equals)
  const variable = text.slice(equals + '=env:'.length)
  if (equals < 0 || !SECRET_NAME_FORM.test(name) || variable === '')
    throw new UserError(
      'bad-secret',
      `--secret ${quote(equals < 0 ? text.slice(0, 8) : text)} is not of the form NAME=env:VARIABLE.`,
      'Put the secret into an environment variable and name that: --secret API_TOKEN=env:API_TOKEN.',
    )
  const value = env[variable]
  if (value) return { name, value }
  throw new UserError(
    'secret-not-set',
    `--secret ${name} names the environment variable ${quote(variable)}, which is not set.`,
    'Set it, or leave the option out.',
  )
}

function refuseShort(name: string, value: string): void {
  if (value.length >= MIN_SECRET_LENGTH) return
  throw new UserError(
    'secret-too-short',
    `The value of the secret ${name} has ${value.length} characters; below ${MIN_SECRET_LENGTH} it would be found where it is none.`,
    'Name a longer secret.',
  )
}
