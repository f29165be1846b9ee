import type { CanonicalContext } from './canonical-context.ts'
import { liftBorrow, liftOwn, lowerBorrow, lowerOwn } from './handles.ts'
import type { CoreKind, Handle, Layout, VariantLayout, VariantValue } from './layout.ts'
import { liftString } from './lift-string.ts'
import { caseOf, characterOf, keepBits, loadList } from './load-value.ts'
import { lowerString } from './lower-string.ts'
import { reinterpret } from './reinterpret.ts'
import { lowerList } from './store-value.ts'

export type CoreValue = number | bigint

/** Core values that are taken one after another. */
export class FlatReader {
  private next = 0

  constructor(private readonly values: readonly CoreValue[]) {}

  number(): number {
    return this.values[this.next++] as number
  }

  bigint(): bigint {
    return this.values[this.next++] as bigint
  }

  take(count: number): CoreValue[] {
    this.next += count
    return this.values.slice(this.next - count, this.next)
  }
}

/** Reads a value that was passed in core values. */
export function liftFlat(context: CanonicalContext, reader: FlatReader, layout: Layout): unknown {
  switch (layout.kind) {
    case 'bool':
      return reader.number() !== 0
    case 'u8':
      return reader.number() & 0xff
    case 's8':
      return (reader.number() << 24) >> 24
    case 'u16':
      return reader.number() & 0xffff
    case 's16':
      return (reader.number() << 16) >> 16
    case 'u32':
      return reader.number() >>> 0
    case 's32':
      return reader.number() | 0
    case 'u64':
      return BigInt.asUintN(64, reader.bigint())
    case 's64':
      return BigInt.asIntN(64, reader.bigint())
    case 'f32':
    case 'f64':
      return reader.number()
    case 'char':
      return characterOf(reader.number() >>> 0)
    case 'flags':
      return keepBits(reader.number(), layout.count)
    default:
      return liftComposite(context, reader, layout)
  }
}

function liftComposite(context: CanonicalContext, reader: FlatReader, layout: Layout): unknown {
  switch (layout.kind) {
    case 'string':
      return liftString(context, reader.number() >>> 0, reader.number() >>> 0)
    case 'list':
      return loadList(context, reader.number() >>> 0, reader.number() >>> 0, layout.element)
    case 'record':
      return layout.fields.map(field => liftFlat(context, reader, field))
    case 'variant':
      return liftVariant(context, reader, layout)
    case 'own':
      return liftOwn(context, reader.number() >>> 0, layout.resource)
    case 'borrow':
      return liftBorrow(context, reader.number() >>> 0, layout.resource)
    default:
      throw new TypeError(`no composite: ${layout.kind}`)
  }
}

function liftVariant(context: CanonicalContext, reader: FlatReader, layout: VariantLayout): VariantValue {
  const tag = reader.number() >>> 0
  const payload = caseOf(layout, tag)
  const slots = slotsOf(layout)
  const values = reader.take(slots.length)
  if (payload === null) return { tag, payload: null }
  const narrowed = (payload.flat ?? []).map((kind, index) => reinterpret(values[index]!, slots[index]!, kind))
  return { tag, payload: liftFlat(context, new FlatReader(narrowed), payload) }
}

/** Passes a value in core values, appended to `output`. */
export function lowerFlat(
  context: CanonicalContext,
  value: unknown,
  layout: Layout,
  output: CoreValue[],
): void {
  switch (layout.kind) {
    case 'bool':
      output.push(value === true ? 1 : 0)
      return
    case 'char':
      output.push((value as string).codePointAt(0)!)
      return
    case 'string':
      output.push(...lowerString(context, value as string))
      return
    case 'list':
      output.push(...lowerList(context, value as ArrayLike<unknown>, layout.element))
      return
    case 'record':
      layout.fields.forEach((field, index) => {
        lowerFlat(context, (value as readonly unknown[])[index], field, output)
      })
      return
    case 'variant':
      lowerVariant(context, value as VariantValue, layout, output)
      return
    case 'own':
      output.push(lowerOwn(context, value as Handle))
      return
    case 'borrow':
      output.push(lowerBorrow(context, value as Handle))
      return
    default:
      output.push(value as CoreValue)
  }
}

function lowerVariant(
  context: CanonicalContext,
  value: VariantValue,
  layout: VariantLayout,
  output: CoreValue[],
): void {
  output.push(value.tag)
  const payload = layout.cases[value.tag] ?? null
  const values: CoreValue[] = []
  if (payload !== null) lowerFlat(context, value.payload, payload, values)
  slotsOf(layout).forEach((slot, index) => {
    const kind = payload?.flat?.[index]
    if (kind !== undefined) output.push(reinterpret(values[index]!, kind, slot))
    else output.push(slot === 'i64' ? 0n : 0)
  })
}

/** The slots behind the discriminant. */
function slotsOf(layout: VariantLayout): readonly CoreKind[] {
  return (layout.flat ?? []).slice(1)
}
