import { UserError } from '../errors.ts'
import { quote } from '../quote.ts'
import { nearest } from './nearest.ts'
import type { OptionWords } from './option-words.ts'

/** Marks a value, so that the parser neither reads it as a number (`007`, `1e3`) nor as an option nor as absent. */
export const VALUE_MARK = '\u0000'

/**
 * Rewrites a command line for cac, whose parser turns digits into numbers, `--name= --id x` into a name of `--id`, takes the word
 * after a switch for its value and `--no-x` for the opposite of x. Afterwards every option reads `--key=<mark>value`.
 * @throws UserError for an unknown option, a missing value, a value given to a switch, or an option that is given twice
 */
export function shieldValues(argv: readonly string[], options: readonly OptionWords[]): string[] {
  const shielded: string[] = []
  const seen = new Set<string>()
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index]!
    if (word === '--') return [...shielded, ...argv.slice(index)]
    const { name, value } = splitWord(word)
    if (!word.startsWith('-') || word === '-') {
      shielded.push(word)
      continue
    }
    const option = options.find(({ long, short }) => name === `--${long}` || name === `-${short}`)
    if (!option) throw unknownOption(name, options)
    if (seen.has(option.long) && !option.isRepeatable) throw givenTwice(option)
    seen.add(option.long)
    if (option.placeholder === undefined) {
      if (value !== undefined) throw valueOfSwitch(option, value)
      shielded.push(`--${option.key}=${VALUE_MARK}`)
    } else {
      shielded.push(`--${option.key}=${VALUE_MARK}${value ?? nextWord(option, argv[++index])}`)
    }
  }
  return shielded
}

function splitWord(word: string): { name: string; value?: string } {
  const equals = word.startsWith('-') ? word.indexOf('=') : -1
  return equals < 0 ? { name: word } : { name: word.slice(0, equals), value: word.slice(equals + 1) }
}

function unknownOption(name: string, options: readonly OptionWords[]): UserError {
  const suggestion = nearest(
    name.replace(/^-+/, ''),
    options.map(option => option.long),
  )
  return new UserError(
    'unknown-option',
    `There is no option ${quote(name)}.`,
    suggestion ? `Did you mean --${suggestion}?` : 'See the options with --help.',
  )
}

function nextWord(option: OptionWords, word: string | undefined): string {
  if (word !== undefined && !(word.startsWith('-') && word !== '-')) return word
  throw new UserError(
    'value-missing',
    `--${option.long} needs a value.`,
    `Write --${option.long} <${option.placeholder}>, or --${option.long}=<${option.placeholder}> if it starts with a dash.`,
  )
}

function valueOfSwitch(option: OptionWords, value: string): UserError {
  return new UserError(
    'value-unexpected',
    `--${option.long} takes no value, but was given ${quote(value)}.`,
    `Write --${option.long} alone, or leave it out.`,
  )
}

function givenTwice(option: OptionWords): UserError {
  return new UserError(
    'option-repeated',
    `--${option.long} was given twice, and only one can count.`,
    `Keep one --${option.long}.`,
  )
}
