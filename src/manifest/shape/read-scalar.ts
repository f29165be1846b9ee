import type { ExactJson } from '../exact-json.ts'
import type { KeyPath } from '../key-path.ts'
import type { TomlNode } from '../toml/toml-node.ts'
import { tomlToJson } from '../toml/toml-to-json.ts'
import { expectedText } from './expected-text.ts'
import { wordOfTable } from './lenient-forms.ts'
import type { IntegerShape, Shape, WordShape } from './shape.ts'
import type { ShapeProblem } from './shape-problem.ts'

/** Whose library reads the file: each of the two takes odd spellings of its own, and `none` takes no such spelling. */
export type Leniency = 'none' | 'toml' | 'json'

/** Where a reader stands and where its problems go. */
export interface ShapeContext {
  readonly path: KeyPath
  readonly problems: ShapeProblem[]
  /** Accept, with a problem `lenient-form`, the odd spellings of contract 1.8. */
  readonly leniency: Leniency
  /** Inside a tagged table, which the host's library reads in two steps. */
  readonly isBuffered: boolean
}

export function reportWrongType(node: TomlNode, shape: Shape, context: ShapeContext): undefined {
  const { start, end, kind } = node
  context.problems.push({
    problem: 'wrong-type',
    path: context.path,
    start,
    end,
    expected: expectedText(shape),
    found: kind,
  })
}

export function readInteger(node: TomlNode, shape: IntegerShape, context: ShapeContext): number | undefined {
  if (node.kind !== 'integer') return reportWrongType(node, shape, context)
  if (node.value >= shape.min && node.value <= shape.max) return Number(node.value)
  const { path } = context
  const { start, end, value } = node
  const bounds = { found: String(value), min: String(shape.min), max: String(shape.max) }
  context.problems.push({ problem: 'out-of-range', path, start, end, ...bounds })
  return undefined
}

/** Any value at all, except for numbers that have no JSON form in the host. */
export function readAnything(node: TomlNode, context: ShapeContext): ExactJson {
  const { value, outOfRange } = tomlToJson(node)
  for (const { node: number, path: inner } of outOfRange) {
    const { start, end } = number
    const bounds =
      number.kind === 'integer'
        ? { found: String(number.value), min: String(-(2n ** 63n)), max: String(2n ** 64n - 1n) }
        : {
            found: 'a float that does not fit 64 bits',
            min: String(-Number.MAX_VALUE),
            max: String(Number.MAX_VALUE),
          }
    context.problems.push({
      problem: 'out-of-range',
      path: [...context.path, ...inner],
      start,
      end,
      ...bounds,
    })
  }
  return value
}

export function readWord(node: TomlNode, shape: WordShape, context: ShapeContext): string | undefined {
  const { path } = context
  const { start, end } = node
  const lenient = wordOfTable(node, context)
  if (lenient !== undefined && shape.words.includes(lenient)) {
    const forms = { found: `the table { ${lenient} = {} }`, expected: `"${lenient}"` }
    context.problems.push({ problem: 'lenient-form', path, start, end, ...forms })
    return lenient
  }
  if (node.kind !== 'string') return reportWrongType(node, shape, context)
  const word = node.value
  if (shape.words.includes(word)) return word
  const stranger = shape.strangers?.get(word)
  context.problems.push(
    stranger === undefined
      ? { problem: 'unknown-word', path, start, end, word, known: shape.words }
      : { problem: 'stranger-word', path, start, end, word, known: shape.words, stranger },
  )
  return undefined
}

/** The same context one key or index further in. */
export function inside(context: ShapeContext, segment: string | number): ShapeContext {
  return { ...context, path: [...context.path, segment] }
}
