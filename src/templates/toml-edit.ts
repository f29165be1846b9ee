import { type AST, parseTOML } from 'toml-eslint-parser'

/** Text of a TOML basic string, quotation marks included, that reads back as exactly `text`. */
export function tomlString(text: string): string {
  const escaped = text.replace(/["\\\u0000-\u001f\u007f]/g, character => {
    if (character === '"' || character === '\\') return `\\${character}`
    if (character === '\n') return '\\n'
    if (character === '\t') return '\\t'
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  return `"${escaped}"`
}

/**
 * Sets strings in a TOML document and leaves everything else, comments included, as it stands.
 * @param values key path such as `tools.0.name` to its new value; every path must exist
 */
export function setTomlStrings(document: string, values: Readonly<Record<string, string>>): string {
  const ranges = new Map(valueRanges(parseTOML(document, { tomlVersion: '1.0' })))
  const edits = Object.entries(values).map(([path, value]) => {
    const range = ranges.get(path)
    if (!range) throw new Error(`the template has no key ${path}`)
    return { range, text: tomlString(value) }
  })
  return edits
    .sort((a, b) => b.range[0] - a.range[0])
    .reduce(
      (text, { range, text: value }) => text.slice(0, range[0]) + value + text.slice(range[1]),
      document,
    )
}

type Range = readonly [start: number, end: number]

function* valueRanges(program: AST.TOMLProgram): Generator<[path: string, Range]> {
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') yield* keyValueRanges([], node)
    else for (const pair of node.body) yield* keyValueRanges(node.resolvedKey, pair)
  }
}

type KeyPath = readonly (string | number)[]

function* keyValueRanges(parent: KeyPath, { key, value }: AST.TOMLKeyValue): Generator<[string, Range]> {
  const names = key.keys.map(part => (part.type === 'TOMLBare' ? part.name : part.value))
  yield* contentRanges([...parent, ...names], value)
}

function* contentRanges(path: KeyPath, value: AST.TOMLContentNode): Generator<[string, Range]> {
  if (value.type === 'TOMLArray')
    for (const [index, element] of value.elements.entries()) yield* contentRanges([...path, index], element)
  else if (value.type === 'TOMLInlineTable') for (const pair of value.body) yield* keyValueRanges(path, pair)
  else yield [path.join('.'), value.range]
}
