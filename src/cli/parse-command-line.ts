import { cac } from 'cac'
import { UserError } from '../errors.ts'
import { quote } from '../quote.ts'
import { type ArgumentValues, allOptions, type Command, type FlagValues } from './define-command.ts'
import { type OptionWords, optionWords } from './option-words.ts'
import { shieldValues, VALUE_MARK } from './shield-values.ts'

export interface ParsedCommandLine {
  readonly args: ArgumentValues
  readonly flags: FlagValues
}

/**
 * Parses the words after the command name.
 * @throws UserError for an unknown option, a missing or surplus argument, a missing or surplus value
 */
export function parseCommandLine(
  name: string,
  command: Pick<Command, 'arguments' | 'options'>,
  words: readonly string[],
): ParsedCommandLine {
  const options = allOptions(command).map(optionWords)
  const parser = cac('yoi-plugin')
  const declared = parser.command(`${name} ${command.arguments}`.trim())
  for (const option of options) declared.option(`--${option.key} <value>`, '')
  const { args: positional, options: values } = parser.parse(
    ['', '', name, ...shieldValues(words, options)],
    { run: false },
  )
  const afterDashes: readonly string[] = values['--']
  return {
    args: nameArguments(name, declared.args, [...positional, ...afterDashes]),
    flags: Object.fromEntries(options.map(option => [option.key, flagValue(option, values[option.key])])),
  }
}

function flagValue(option: OptionWords, value: unknown): boolean | string | readonly string[] | undefined {
  if (option.placeholder === undefined) return value !== undefined
  const marked = value === undefined ? [] : [value].flat()
  const values = marked.map(text => String(text).slice(VALUE_MARK.length))
  return option.isRepeatable ? values : values[0]
}

interface DeclaredArgument {
  readonly value: string
  readonly required: boolean
  readonly variadic: boolean
}

function nameArguments(
  name: string,
  declared: readonly DeclaredArgument[],
  given: readonly string[],
): ArgumentValues {
  const missing = declared.filter(argument => argument.required)[given.length]
  if (missing)
    throw new UserError(
      'argument-missing',
      `${name} needs <${missing.value}>.`,
      `See \`yoi-plugin ${name} --help\`.`,
    )
  const surplus = declared.some(argument => argument.variadic) ? undefined : given[declared.length]
  if (surplus !== undefined)
    throw new UserError(
      'argument-unexpected',
      `${name} takes ${countOf(declared.length)}, but was also given ${quote(surplus)}.`,
      `See \`yoi-plugin ${name} --help\`.`,
    )
  return Object.fromEntries(
    declared.map((argument, index) => [
      argument.value,
      argument.variadic ? given.slice(index) : given[index],
    ]),
  )
}

function countOf(count: number): string {
  if (count === 0) return 'no argument'
  return count === 1 ? 'one argument' : `${count} arguments`
}
