import type { CanonicalContext } from './canonical-context.ts'
import { lowerBorrow, lowerOwn } from './handles.ts'
import type { Handle, Layout, VariantLayout, VariantValue } from './layout.ts'
import { lowerString } from './lower-string.ts'

/**
 * Writes a value into checked memory.
 * @param value fits `layout`: it was lifted with that layout, or it is the host's
 */
export function storeValue(context: CanonicalContext, value: unknown, layout: Layout, pointer: number): void {
  const { view } = context.memory
  switch (layout.kind) {
    case 'bool':
      view.setUint8(pointer, value === true ? 1 : 0)
      return
    case 'u8':
    case 's8':
      view.setUint8(pointer, value as number)
      return
    case 'u16':
    case 's16':
      view.setUint16(pointer, value as number, true)
      return
    case 'u32':
    case 's32':
      view.setUint32(pointer, value as number, true)
      return
    case 'u64':
    case 's64':
      view.setBigUint64(pointer, value as bigint, true)
      return
    case 'f32':
      view.setFloat32(pointer, value as number, true)
      return
    case 'f64':
      view.setFloat64(pointer, value as number, true)
      return
    case 'char':
      view.setUint32(pointer, (value as string).codePointAt(0)!, true)
      return
    case 'flags':
      storeTag(view, pointer, layout.size, value as number)
      return
    default:
      storeComposite(context, value, layout, pointer)
      return
  }
}

function storeComposite(context: CanonicalContext, value: unknown, layout: Layout, pointer: number): void {
  switch (layout.kind) {
    case 'string':
      storePair(context, pointer, lowerString(context, value as string))
      return
    case 'list':
      storePair(context, pointer, lowerList(context, value as ArrayLike<unknown>, layout.element))
      return
    case 'record':
      layout.fields.forEach((field, index) => {
        storeValue(context, (value as readonly unknown[])[index], field, pointer + layout.offsets[index]!)
      })
      return
    case 'variant':
      storeVariant(context, value as VariantValue, layout, pointer)
      return
    case 'own':
      context.memory.view.setUint32(pointer, lowerOwn(context, value as Handle), true)
      return
    case 'borrow':
      context.memory.view.setUint32(pointer, lowerBorrow(context, value as Handle), true)
      return
    default:
      throw new TypeError(`no composite: ${layout.kind}`)
  }
}

/** Allocates and fills a list. @returns pointer and length */
export function lowerList(
  context: CanonicalContext,
  items: ArrayLike<unknown>,
  element: Layout,
): readonly [number, number] {
  const pointer = context.allocate(items.length * element.size, element.align)
  if (element.kind === 'u8') context.memory.bytes(pointer, items.length).set(items as Uint8Array)
  else
    for (let index = 0; index < items.length; index++)
      storeValue(context, items[index], element, pointer + index * element.size)
  return [pointer, items.length]
}

function storeVariant(
  context: CanonicalContext,
  value: VariantValue,
  layout: VariantLayout,
  pointer: number,
): void {
  storeTag(context.memory.view, pointer, layout.tagSize, value.tag)
  const payload = layout.cases[value.tag] ?? null
  if (payload !== null) storeValue(context, value.payload, payload, pointer + layout.payloadOffset)
}

/** The view is fetched after the allocation, which may have moved the memory. */
function storePair(context: CanonicalContext, pointer: number, pair: readonly [number, number]): void {
  const { view } = context.memory
  view.setUint32(pointer, pair[0], true)
  view.setUint32(pointer + 4, pair[1], true)
}

function storeTag(view: DataView, pointer: number, size: number, tag: number): void {
  if (size === 1) view.setUint8(pointer, tag)
  else if (size === 2) view.setUint16(pointer, tag, true)
  else view.setUint32(pointer, tag, true)
}
