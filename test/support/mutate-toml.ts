import type { RandomSource } from './random-source.ts'

/** What mutations put in: words of the file's own vocabulary hit deeper than noise. */
export interface TomlVocabulary {
  readonly keys: readonly string[]
  readonly values: readonly string[]
}

type Mutation = (text: string, random: RandomSource, vocabulary: TomlVocabulary) => string

const VALUE = /(?<==\s*|[[,]\s*)("[^"\n]*"|\d[\d_]*|true|false|\{[^{}\n]*\}|\[[^[\]\n]*\])/g
const KEY = /\b[A-Za-z_]+(?= *=)/g

/** Changes that leave the text TOML as a rule: another value, another key, a line less, a line more. */
const STRUCTURAL: readonly Mutation[] = [
  (text, random, { values }) => replaceOne(text, VALUE, random, values),
  (text, random, { values }) => replaceOne(text, VALUE, random, values),
  (text, random, { keys }) => replaceOne(text, KEY, random, keys),
  (text, random) => changeLine(text, random, () => []),
  (text, random, { keys, values }) =>
    changeLine(text, random, line => [line, `${random.pick(keys)} = ${random.pick(values)}`]),
]

const NOISE = [
  '"',
  "'",
  '"""',
  '[',
  ']',
  '[[',
  '{',
  '}',
  '=',
  '.',
  ',',
  '#',
  '\\',
  '\\u',
  '\n',
  '\r',
  '\0',
  '\ufeff',
  'é',
  '0',
  '-',
  '_',
  'T',
  '\ud800',
]

/** Changes that mostly break the text. */
const DESTRUCTIVE: readonly Mutation[] = [
  (text, random) => splice(text, random.below(text.length + 1), 0, random.pick(NOISE)),
  (text, random) => splice(text, random.below(text.length + 1), 1 + random.below(3), ''),
  (text, random) => splice(text, random.below(text.length + 1), 1, random.pick(NOISE)),
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => changeLine(text, random, line => [line, line]),
  (text, random) => changeLine(text, random, line => [line.repeat(1 + random.below(20))]),
  (text, random) =>
    splice(
      text,
      random.below(text.length + 1),
      0,
      random.pick(['[', '{a=', '"', 'a.']).repeat(random.below(400)),
    ),
]

/** One to three changes of a TOML text; the same seed gives the same text. */
export function mutateToml(
  text: string,
  random: RandomSource,
  vocabulary: TomlVocabulary,
  isDestructive = false,
): string {
  const mutations = isDestructive ? [...STRUCTURAL, ...DESTRUCTIVE] : STRUCTURAL
  let mutated = text
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    mutated = random.pick(mutations)(mutated, random, vocabulary)
  }
  return mutated
}

function replaceOne(text: string, pattern: RegExp, random: RandomSource, choices: readonly string[]): string {
  const matches = [...text.matchAll(pattern)]
  if (matches.length === 0) return text
  const match = random.pick(matches)
  return splice(text, match.index, match[0].length, random.pick(choices))
}

function changeLine(text: string, random: RandomSource, change: (line: string) => readonly string[]): string {
  const lines = text.split('\n')
  const index = random.below(lines.length)
  lines.splice(index, 1, ...change(lines[index] as string))
  return lines.join('\n')
}

function splice(text: string, at: number, length: number, insert: string): string {
  return text.slice(0, at) + insert + text.slice(at + length)
}
