import { SCHEMA_TYPES } from '../../../manifest/tools/schema-keywords.ts'
import { type ObjectNode, planSchema, type SchemaNode } from '../plan-schema.ts'
import { enumTexts } from '../schema-texts.ts'
import type { ToolSchema } from '../tool-schema.ts'

const WORD_BYTES = 4
/** What stands for "every value" and for "no such property" where a node is expected. */
const ANYTHING = 0
const REFUSED = -1

/**
 * The input schemas of all tools as `schema.wat` reads them in memory; every word has 32 bits.
 *
 * - start: count, then for each tool: name, node
 * - node: type (index in `SCHEMA_TYPES`), what is expected, list of allowed texts or 0; then
 *   for an object: first property, end of the properties, how many are required, node of other properties (0: any, -1: none), what is
 *   expected instead of another property; for an array: node of the items (0: any)
 * - property, in the order of the keys' bytes: key, node (0: any), what is expected when it is missing, or 0 when it may be
 * - list: count, texts; text: length in bytes, bytes, with zeros up to the next word
 *
 * Keys and allowed values are written as in JSON that comes from the host, which knows one way to write each; "what is expected" is a
 * JSON text without its quotation marks.
 * @param base address at which the bytes will stand
 * @source host contract 1.7, 6.5
 */
export function writeSchemaTables(tools: readonly ToolSchema[], base: number): Uint8Array {
  const writer = new TableWriter(base)
  const start = writer.reserve(1 + 2 * tools.length)
  writer.set(start, tools.length)
  for (const [index, { name, schema }] of tools.entries()) {
    writer.set(start + (1 + 2 * index) * WORD_BYTES, writer.text(name))
    writer.set(start + (2 + 2 * index) * WORD_BYTES, writeNode(writer, planSchema(schema)))
  }
  return writer.finish()
}

function writeNode(writer: TableWriter, plan: SchemaNode | null): number {
  if (plan === null) return ANYTHING
  const node = writer.reserve(8)
  writer.set(node, SCHEMA_TYPES.indexOf(plan.type))
  writer.set(node + 4, writer.sentence(plan.expected))
  if (plan.allowed) writer.set(node + 8, writeList(writer, plan.allowed.flatMap(enumTexts)))
  if (plan.object) writeObject(writer, node, plan.object)
  if (plan.items) writer.set(node + 12, writeNode(writer, plan.items))
  return node
}

function writeObject(writer: TableWriter, node: number, object: ObjectNode): void {
  const { properties, rest, expectedInstead } = object
  const first = writer.reserve(3 * properties.length)
  for (const [index, { name, node: child, required }] of properties.entries()) {
    const property = first + index * 3 * WORD_BYTES
    writer.set(property, writer.text(jsonKey(name)))
    writer.set(property + 4, writeNode(writer, child))
    writer.set(property + 8, required === null ? 0 : writer.sentence(required))
  }
  writer.set(node + 12, first)
  writer.set(node + 16, first + properties.length * 3 * WORD_BYTES)
  writer.set(node + 20, properties.filter(({ required }) => required !== null).length)
  writer.set(node + 24, rest === 'refused' ? REFUSED : writeNode(writer, rest))
  writer.set(node + 28, writer.sentence(expectedInstead))
}

function writeList(writer: TableWriter, texts: readonly string[]): number {
  const list = writer.reserve(1 + texts.length)
  writer.set(list, texts.length)
  for (const [index, text] of texts.entries()) writer.set(list + (1 + index) * WORD_BYTES, writer.text(text))
  return list
}

function jsonKey(name: string): string {
  return JSON.stringify(name).slice(1, -1)
}

/** Words and texts one behind the other, by their addresses. */
class TableWriter {
  private readonly words: number[] = []
  private readonly texts = new Map<string, number>()

  constructor(private readonly base: number) {}

  /** Address of as many zero words. */
  reserve(count: number): number {
    const address = this.base + this.words.length * WORD_BYTES
    for (let index = 0; index < count; index++) this.words.push(0)
    return address
  }

  set(address: number, word: number): void {
    this.words[(address - this.base) / WORD_BYTES] = word
  }

  text(text: string): number {
    const known = this.texts.get(text)
    if (known !== undefined) return known
    const bytes = new TextEncoder().encode(text)
    const address = this.reserve(1 + Math.ceil(bytes.length / WORD_BYTES))
    this.set(address, bytes.length)
    const padded = new Uint8Array(Math.ceil(bytes.length / WORD_BYTES) * WORD_BYTES)
    padded.set(bytes)
    const view = new DataView(padded.buffer)
    for (let offset = 0; offset < padded.length; offset += WORD_BYTES)
      this.set(address + WORD_BYTES + offset, view.getInt32(offset, true))
    this.texts.set(text, address)
    return address
  }

  /** A text as it stands inside the quotation marks of JSON. */
  sentence(text: string): number {
    return this.text(jsonKey(text))
  }

  finish(): Uint8Array {
    const bytes = new Uint8Array(this.words.length * WORD_BYTES)
    const view = new DataView(bytes.buffer)
    for (const [index, word] of this.words.entries()) view.setInt32(index * WORD_BYTES, word, true)
    return bytes
  }
}
