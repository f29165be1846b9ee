import { escapeText } from '../quote.ts'
import { PRIMITIVE_CODES } from '../wasm/component/component-types.ts'
import type { FunctionShape, TypeShape, ValueShape } from './simulate/shapes.ts'

/** Longest spelling of one type; a longer one ends in an ellipsis. */
const MAX_SPELLING = 2_000
const MAX_NAME = 120

/** Words that spell a type of their own. */
const TYPE_WORDS: ReadonlySet<string> = new Set([
  ...Object.keys(PRIMITIVE_CODES),
  ...['record', 'variant', 'flags', 'enum', 'list', 'option', 'tuple', 'result', 'borrow', 'own', 'resource'],
  ...['func', 'instance', 'component'],
])

/** Names that an instance gives to its types, for types that carry no name of their own. */
export type TypeNames = ReadonlyMap<TypeShape, string>

const NO_NAMES: TypeNames = new Map()

/**
 * Spells a type as WIT does: named types by name, everything else in full, parameters without their names.
 * @returns for example `func(string, list<point>) -> result<u32, string>`; text from the plugin in it is escaped
 */
export function spellType(shape: TypeShape, names: TypeNames = NO_NAMES): string {
  const speller = new Speller(names)
  speller.spellAny(shape)
  return speller.finish()
}

/** Writes no more than the bound, whatever the type. */
class Speller {
  private text = ''

  constructor(private readonly names: TypeNames) {}

  finish(): string {
    return this.text.length > MAX_SPELLING ? `${this.text.slice(0, MAX_SPELLING)}…` : this.text
  }

  spellAny(shape: TypeShape): void {
    switch (shape.kind) {
      case 'func':
        this.spellFunction(shape)
        break
      case 'resource':
      case 'instance':
      case 'component':
        this.write(shape.kind)
        break
      default:
        this.spellStructure(shape)
    }
  }

  private spellFunction(shape: FunctionShape): void {
    this.write('func(')
    this.list(shape.params, param => this.spellValue(param.type))
    this.write(')')
    if (shape.result === null) return
    this.write(' -> ')
    this.spellValue(shape.result)
  }

  /** By name where WIT has a name for it. */
  private spellValue(shape: ValueShape): void {
    const hasName =
      shape.kind === 'record' || shape.kind === 'variant' || shape.kind === 'flags' || shape.kind === 'enum'
    const name = hasName ? (this.names.get(shape) ?? shape.name) : undefined
    if (name === undefined) this.spellStructure(shape)
    else this.writeName(name)
  }

  private spellStructure(shape: ValueShape): void {
    switch (shape.kind) {
      case 'primitive':
        this.write(shape.primitive)
        break
      case 'record':
        this.members('record', shape.fields, ': ')
        break
      case 'variant':
        this.members('variant', shape.cases, '')
        break
      case 'flags':
      case 'enum':
        this.members(
          shape.kind,
          shape.labels.map(name => ({ name, type: null })),
          '',
        )
        break
      case 'list':
      case 'option':
        this.generic(shape.kind, [shape.element])
        break
      case 'tuple':
        this.generic('tuple', shape.items)
        break
      case 'result':
        this.spellResult(shape.ok, shape.error)
        break
      case 'own':
        this.writeName(this.resourceName(shape.resource))
        break
      case 'borrow':
        this.write('borrow<')
        this.writeName(this.resourceName(shape.resource))
        this.write('>')
    }
  }

  private resourceName(resource: TypeShape & { readonly kind: 'resource' }): string {
    return this.names.get(resource) ?? resource.name ?? 'resource'
  }

  private spellResult(ok: ValueShape | null, error: ValueShape | null): void {
    if (error !== null) this.generic('result', [ok, error])
    else if (ok !== null) this.generic('result', [ok])
    else this.write('result')
  }

  private generic(word: string, items: readonly (ValueShape | null)[]): void {
    this.write(`${word}<`)
    this.list(items, item => (item === null ? this.write('_') : this.spellValue(item)))
    this.write('>')
  }

  /** Fields are written `name: type`, cases `name(type)`. */
  private members(
    word: string,
    members: readonly { readonly name: string; readonly type: ValueShape | null }[],
    separator: string,
  ): void {
    this.write(`${word} { `)
    this.list(members, ({ name, type }) => {
      this.writeName(name)
      if (type === null) return
      this.write(separator || '(')
      this.spellValue(type)
      if (!separator) this.write(')')
    })
    this.write(' }')
  }

  private list<Item>(items: readonly Item[], spellItem: (item: Item) => void): void {
    for (const [index, item] of items.entries()) {
      if (this.text.length > MAX_SPELLING) return
      if (index > 0) this.write(', ')
      spellItem(item)
    }
  }

  /** A type may be called `string`: WIT then writes `%string`, and so it is told from the primitive. */
  private writeName(name: string): void {
    this.write(TYPE_WORDS.has(name) ? `%${name}` : escapeText(name, MAX_NAME))
  }

  private write(text: string): void {
    if (this.text.length <= MAX_SPELLING) this.text += text
  }
}
