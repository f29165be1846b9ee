import type { TomlNode, TomlTable } from '../toml/toml-node.ts'
import { expectedText } from './expected-text.ts'
import { positionalTable, positionalVariant } from './lenient-forms.ts'
import {
  inside,
  type Leniency,
  readAnything,
  readInteger,
  readWord,
  reportWrongType,
  type ShapeContext,
} from './read-scalar.ts'
import type { Field, Fields, Shape, Strangers, TableShape, TaggedShape, Variant } from './shape.ts'
import type { ShapeProblem } from './shape-problem.ts'

export interface ShapeReading {
  /**
   * The value as declared: defaults filled in, free values as exact JSON, `undefined` in place of what could not be read.
   * Complete when there is no problem other than `lenient-form`.
   */
  readonly draft: unknown
  /** In the order of the text. */
  readonly problems: readonly ShapeProblem[]
}

/**
 * Reads a TOML value by its shape and collects every problem in it. Pure; never throws.
 * @param leniency whose odd spellings (contract 1.8) are accepted, each with a problem `lenient-form`
 */
export function checkShape(node: TomlNode, shape: Shape, leniency: Leniency): ShapeReading {
  const problems: ShapeProblem[] = []
  const draft = read(node, shape, { problems, path: [], leniency, isBuffered: false })
  return { draft, problems: problems.sort((a, b) => a.start - b.start) }
}

function read(node: TomlNode, shape: Shape, context: ShapeContext): unknown {
  switch (shape.type) {
    case 'text':
      return node.kind === 'string' ? node.value : reportWrongType(node, shape, context)
    case 'flag':
      return node.kind === 'boolean' ? node.value : reportWrongType(node, shape, context)
    case 'integer':
      return readInteger(node, shape, context)
    case 'anything':
      return readAnything(node, context)
    case 'word':
      return readWord(node, shape, context)
    case 'list':
      if (node.kind !== 'array') return reportWrongType(node, shape, context)
      return node.items.map((item, index) => read(item, shape.items, inside(context, index)))
    case 'record':
      if (node.kind !== 'table') return reportWrongType(node, shape, context)
      return Object.fromEntries(
        [...node.entries].map(([key, { value }]) => [key, read(value, shape.values, inside(context, key))]),
      )
    case 'table':
      return readTable(node, shape, context)
    case 'tagged':
      return readTagged(node, shape, context)
  }
}

function readTable(node: TomlNode, shape: TableShape, context: ShapeContext): unknown {
  const table = node.kind === 'array' ? positionalTable(node, shape.fields, context.leniency) : node
  if (table?.kind !== 'table') return reportWrongType(node, shape, context)
  if (node.kind === 'array') reportPositional(node, context)
  reportUnknownKeys(table, shape, context)
  return readFields(table, shape.fields, context)
}

function readTagged(node: TomlNode, shape: TaggedShape, context: ShapeContext): unknown {
  const tagShape = { type: 'word', words: Object.keys(shape.variants) } as const
  const tagNode = tagNodeOf(node, shape.tag, context)
  if (tagNode === undefined) {
    if (node.kind !== 'table') return reportWrongType(node, shape, context)
    reportMissing(node, shape.tag, tagShape, context)
    return undefined
  }
  const tag = readWord(tagNode, tagShape, { ...inside(context, shape.tag), leniency: 'none' })
  if (tag === undefined) return undefined
  const variant = shape.variants[tag] as Variant
  const table = node.kind === 'array' ? positionalVariant(node, shape.tag, variant.fields) : node
  if (table?.kind !== 'table') return reportWrongType(node, shape, context)
  if (node.kind === 'array') reportPositional(node, context)
  const rest = withoutKey(table, shape.tag)
  reportVariantKeys(rest, variant, context)
  return { [shape.tag]: tag, ...readFields(rest, variant.fields, { ...context, isBuffered: true }) }
}

function tagNodeOf(node: TomlNode, tag: string, context: ShapeContext): TomlNode | undefined {
  if (node.kind === 'array') return context.leniency === 'none' ? undefined : node.items[0]
  return node.kind === 'table' ? node.entries.get(tag)?.value : undefined
}

function withoutKey(table: TomlTable, key: string): TomlTable {
  const entries = new Map(table.entries)
  entries.delete(key)
  return { ...table, entries }
}

function readFields(table: TomlTable, fields: Fields, context: ShapeContext): object {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, readField(table, key, field, context)]),
  )
}

function readField(table: TomlTable, key: string, field: Field, context: ShapeContext): unknown {
  const entry = table.entries.get(key)
  const isNothing = entry?.value.kind === 'null' && !field.isRequired && field.absent === null
  if (isNothing) return null
  if (entry !== undefined) return read(entry.value, field.shape, inside(context, key))
  if (!field.isRequired) return field.absent
  reportMissing(table, key, field.shape, context)
  return undefined
}

/** Where the host lets unknown keys pass, it still has to read their values. */
function reportVariantKeys(table: TomlTable, variant: Variant, context: ShapeContext): void {
  if (!variant.isOpen || context.leniency === 'none') {
    reportUnknownKeys(table, variant, context)
    return
  }
  for (const [key, { keyStart, keyEnd, value }] of table.entries) {
    const path = [...context.path, key]
    const forms = { found: 'a further key', expected: 'none' }
    context.problems.push({ problem: 'lenient-form', path, start: keyStart, end: keyEnd, ...forms })
    readAnything(value, inside(context, key))
  }
}

function reportUnknownKeys(
  table: TomlTable,
  shape: { readonly fields: Fields; readonly strangers?: Strangers },
  context: ShapeContext,
): void {
  const known = Object.keys(shape.fields)
  const unused = known.filter(key => !table.entries.has(key))
  for (const [key, { keyStart, keyEnd }] of table.entries) {
    if (known.includes(key)) continue
    const place = { path: [...context.path, key], start: keyStart, end: keyEnd }
    const stranger = shape.strangers?.get(key)
    context.problems.push(
      stranger === undefined
        ? { problem: 'unknown-key', ...place, key, known, unused }
        : { problem: 'stranger-key', ...place, stranger },
    )
  }
}

function reportMissing(table: TomlTable, key: string, shape: Shape, context: ShapeContext): void {
  const { start, end } = table
  const expected = expectedText(shape)
  context.problems.push({ problem: 'missing-key', path: context.path, start, end, key, expected })
}

function reportPositional(node: TomlNode, context: ShapeContext): void {
  const { start, end } = node
  const forms = { found: 'an array of bare values', expected: 'a table with named keys' }
  context.problems.push({ problem: 'lenient-form', path: context.path, start, end, ...forms })
}
