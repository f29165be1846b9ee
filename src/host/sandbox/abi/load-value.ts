import { trap } from '../guest-failure.ts'
import type { CanonicalContext } from './canonical-context.ts'
import { liftBorrow, liftOwn } from './handles.ts'
import type { Layout, VariantLayout, VariantValue } from './layout.ts'
import { liftString } from './lift-string.ts'

/** Reads a value from checked memory. @param pointer within bounds and aligned for `layout` */
export function loadValue(context: CanonicalContext, pointer: number, layout: Layout): unknown {
  const { view } = context.memory
  switch (layout.kind) {
    case 'bool':
      return view.getUint8(pointer) !== 0
    case 'u8':
      return view.getUint8(pointer)
    case 's8':
      return view.getInt8(pointer)
    case 'u16':
      return view.getUint16(pointer, true)
    case 's16':
      return view.getInt16(pointer, true)
    case 'u32':
      return view.getUint32(pointer, true)
    case 's32':
      return view.getInt32(pointer, true)
    case 'u64':
      return view.getBigUint64(pointer, true)
    case 's64':
      return view.getBigInt64(pointer, true)
    case 'f32':
      return view.getFloat32(pointer, true)
    case 'f64':
      return view.getFloat64(pointer, true)
    case 'char':
      return characterOf(view.getUint32(pointer, true))
    case 'flags':
      return keepBits(loadTag(view, pointer, layout.size), layout.count)
    default:
      return loadComposite(context, pointer, layout)
  }
}

function loadComposite(context: CanonicalContext, pointer: number, layout: Layout): unknown {
  const { view } = context.memory
  switch (layout.kind) {
    case 'string':
      return liftString(context, view.getUint32(pointer, true), view.getUint32(pointer + 4, true))
    case 'list':
      return loadList(
        context,
        view.getUint32(pointer, true),
        view.getUint32(pointer + 4, true),
        layout.element,
      )
    case 'record':
      context.countParts(layout.fields.length)
      return layout.fields.map((field, index) => loadValue(context, pointer + layout.offsets[index]!, field))
    case 'variant':
      return loadVariant(context, pointer, layout)
    case 'own':
      return liftOwn(context, view.getUint32(pointer, true), layout.resource)
    case 'borrow':
      return liftBorrow(context, view.getUint32(pointer, true), layout.resource)
    default:
      throw new TypeError(`no composite: ${layout.kind}`)
  }
}

export function loadList(
  context: CanonicalContext,
  pointer: number,
  length: number,
  element: Layout,
): unknown {
  const byteLength = length * element.size
  context.memory.checkAligned(pointer, element.align, byteLength)
  context.countLeaving(byteLength)
  if (element.kind === 'u8') return context.memory.bytes(pointer, length).slice()
  context.countParts(length)
  return Array.from({ length }, (_, index) => loadValue(context, pointer + index * element.size, element))
}

function loadVariant(context: CanonicalContext, pointer: number, layout: VariantLayout): VariantValue {
  const tag = loadTag(context.memory.view, pointer, layout.tagSize)
  const payload = caseOf(layout, tag)
  context.countParts(1)
  return {
    tag,
    payload: payload === null ? null : loadValue(context, pointer + layout.payloadOffset, payload),
  }
}

function loadTag(view: DataView, pointer: number, size: number): number {
  if (size === 1) return view.getUint8(pointer)
  return size === 2 ? view.getUint16(pointer, true) : view.getUint32(pointer, true)
}

/** The payload type of a case. @throws GuestFailure for a discriminant without a case */
export function caseOf(layout: VariantLayout, tag: number): Layout | null {
  const payload = layout.cases[tag]
  if (payload === undefined) trap(`discriminant ${tag} has no case among ${layout.cases.length}`)
  return payload
}

export function characterOf(code: number): string {
  if (code >= 0x110000 || (code >= 0xd800 && code <= 0xdfff))
    trap(`character code ${code} is not a Unicode scalar value`)
  return String.fromCodePoint(code)
}

/** Bits beyond the labels are ignored. */
export function keepBits(bits: number, count: number): number {
  return count === 32 ? bits >>> 0 : bits & ((1 << count) - 1)
}
