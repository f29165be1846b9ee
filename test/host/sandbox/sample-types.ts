import type { Layout } from '../../../src/host/sandbox/abi/layout.ts'
import {
  flagsLayout,
  recordLayout,
  scalarLayout,
  variantLayout,
} from '../../../src/host/sandbox/abi/make-layout.ts'

/** A value in the loader's own form and in the form that jco's bindings take. */
export interface Sample {
  readonly own: unknown
  readonly jco: unknown
}

/** A component value type: how the text format writes it, and a value of it. */
export interface SampleType {
  readonly wat: string
  readonly kind: string
  readonly layout: Layout
  readonly sample: () => Sample
}

const SCALARS = ['bool', 's8', 'u8', 's16', 'u16', 's32', 'u32', 's64', 'u64', 'f32', 'f64', 'char'] as const
const MAX_DEPTH = 3

/** Makes types and values; the same ones for the same seed. */
export class SampleTypes {
  /** Definitions in the text format: types with members need a name. */
  readonly declarations: string[] = []
  private state: number
  /** Variants, options and results around the type that is being made. */
  private variants = 0

  constructor(seed: number) {
    this.state = seed
  }

  /** A type of any kind, nested up to three levels. */
  next(depth = 0): SampleType {
    const kinds = [
      this.scalar,
      this.record,
      this.tuple,
      this.variant,
      this.enumeration,
      this.flags,
      this.option,
    ]
    const make = depth >= MAX_DEPTH ? this.scalar : [...kinds, this.result][this.below(kinds.length + 1)]!
    return make.call(this, depth + 1)
  }

  private scalar(): SampleType {
    const kind = SCALARS[this.below(SCALARS.length)]!
    // Where cases share a 64-bit slot, jco extends the sign of narrower values; the canonical ABI and wasmtime do not.
    const isSigned = this.variants === 0
    const sample = () => this.same(this.scalarValue(kind, isSigned))
    return { wat: kind, kind, layout: scalarLayout(kind), sample }
  }

  private record(depth: number): SampleType {
    const fields = this.several(4, () => this.next(depth))
    const wat = fields.map((field, index) => `(field "f${index}" ${field.wat})`).join(' ')
    const sample = () => {
      const values = fields.map(field => field.sample())
      const jco = Object.fromEntries(values.map((value, index) => [`f${index}`, value.jco]))
      return { own: values.map(value => value.own), jco }
    }
    const layout = recordLayout(fields.map(field => field.layout))
    return { wat: this.name(`(record ${wat})`), kind: 'record', layout, sample }
  }

  private tuple(depth: number): SampleType {
    const items = this.several(4, () => this.next(depth))
    const sample = () => {
      const values = items.map(item => item.sample())
      return { own: values.map(value => value.own), jco: values.map(value => value.jco) }
    }
    const layout = recordLayout(items.map(item => item.layout))
    return { wat: `(tuple ${items.map(item => item.wat).join(' ')})`, kind: 'tuple', layout, sample }
  }

  private variant(depth: number): SampleType {
    const cases = this.several(5, () => (this.below(4) === 0 ? null : this.joined(depth)))
    const wat = cases.map((entry, index) => `(case "c${index}"${entry === null ? '' : ` ${entry.wat}`})`)
    const sample = () => {
      const tag = this.below(cases.length)
      const value = cases[tag]?.sample() ?? null
      const jco = value === null ? { tag: `c${tag}` } : { tag: `c${tag}`, val: value.jco }
      return { own: { tag, payload: value === null ? null : value.own }, jco }
    }
    const layout = variantLayout(cases.map(entry => entry?.layout ?? null))
    return { wat: this.name(`(variant ${wat.join(' ')})`), kind: 'variant', layout, sample }
  }

  private enumeration(): SampleType {
    const count = this.below(10) === 0 ? 300 : 1 + this.below(6)
    const labels = Array.from({ length: count }, (_, index) => `"c${index}"`)
    const sample = () => {
      const tag = this.below(count)
      return { own: { tag, payload: null }, jco: `c${tag}` }
    }
    const layout = variantLayout(labels.map(() => null))
    return { wat: this.name(`(enum ${labels.join(' ')})`), kind: 'enum', layout, sample }
  }

  private flags(): SampleType {
    const count = 1 + this.below(32)
    const labels = Array.from({ length: count }, (_, index) => `"c${index}"`)
    const sample = () => {
      const bits = Array.from({ length: count }, () => this.below(2) === 1)
      const own = bits.reduce((sum, bit, index) => sum + (bit ? 2 ** index : 0), 0)
      return { own, jco: Object.fromEntries(bits.map((bit, index) => [`c${index}`, bit])) }
    }
    const layout = flagsLayout(count)
    return { wat: this.name(`(flags ${labels.join(' ')})`), kind: 'flags', layout, sample }
  }

  /** Never of an option: jco writes the inner one in another form. */
  private option(depth: number): SampleType {
    let inner = this.joined(depth)
    while (inner.kind === 'option') inner = this.joined(depth)
    const sample = () => {
      if (this.below(2) === 0) return { own: { tag: 0, payload: null }, jco: undefined }
      const value = inner.sample()
      return { own: { tag: 1, payload: value.own }, jco: value.jco }
    }
    const layout = variantLayout([null, inner.layout])
    return { wat: `(option ${inner.wat})`, kind: 'option', layout, sample }
  }

  private result(depth: number): SampleType {
    const sides = [this.joined(depth), this.joined(depth)] as const
    const sample = () => {
      const tag = this.below(2)
      const value = sides[tag as 0 | 1].sample()
      return { own: { tag, payload: value.own }, jco: { tag: tag === 0 ? 'ok' : 'err', val: value.jco } }
    }
    const layout = variantLayout([sides[0].layout, sides[1].layout])
    return { wat: `(result ${sides[0].wat} (error ${sides[1].wat}))`, kind: 'result', layout, sample }
  }

  /** A type inside a case. */
  private joined(depth: number): SampleType {
    this.variants++
    const type = this.next(depth)
    this.variants--
    return type
  }

  private scalarValue(kind: (typeof SCALARS)[number], isSigned: boolean): unknown {
    const least = isSigned ? 50_000 : 0
    if (kind === 'bool') return this.below(2) === 1
    if (kind === 'char') return String.fromCodePoint([0x41, 0xe9, 0x691c, 0x1f600][this.below(4)]!)
    if (kind === 'f32') return Math.fround(this.below(1_000_000) / 7 - least)
    if (kind === 'f64') return this.below(1_000_000) / 7 - least
    const bits = Number(kind.slice(1))
    const random = (BigInt(this.below(2 ** 24)) << 40n) | (BigInt(this.below(2 ** 24)) << 16n) | 0xbeefn
    const value =
      kind[0] === 'u' ? BigInt.asUintN(bits, random) : BigInt.asIntN(bits, isSigned ? random : random & 0x7fn)
    return bits === 64 ? value : Number(value)
  }

  private same(value: unknown): Sample {
    return { own: value, jco: value }
  }

  private several<Item>(most: number, make: () => Item): Item[] {
    return Array.from({ length: 1 + this.below(most) }, make)
  }

  /** Gives a type a name at the root, as types with members must have. */
  private name(definition: string): string {
    const index = this.declarations.length
    this.declarations.push(
      `(type $d${index} ${definition}) (import "t${index}" (type $t${index} (eq $d${index})))`,
    )
    return `$t${index}`
  }

  private below(limit: number): number {
    this.state = (Math.imul(this.state, 1_103_515_245) + 12_345) >>> 0
    return (this.state >>> 8) % limit
  }
}
