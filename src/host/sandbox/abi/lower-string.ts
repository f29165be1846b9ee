import type { CanonicalContext, StringEncoding } from './canonical-context.ts'

const UTF16_TAG = 0x8000_0000

/** Pointer and length; the length counts bytes or code units and carries the tag of the wide form where it is used. */
export type LoweredString = readonly [pointer: number, length: number]

/**
 * Writes a string into the guest. Which blocks the guest is asked for, and in which order, follows from the encoding that the
 * text comes from; they cost fuel, and a guest can trap in each.
 * @source component model CanonicalABI.md, `store_string_into_range`
 */
export function lowerString(context: CanonicalContext, text: string): LoweredString {
  const source = simpleForm(context.source, text)
  switch (context.encoding) {
    case 'utf8': {
      const bytes = Buffer.from(text)
      if (source === 'utf8') return [exact(context, bytes, 1), bytes.length]
      return toUtf8(context, text, bytes, source === 'utf16' ? 3 : 2)
    }
    case 'utf16': {
      const bytes = Buffer.from(text, 'utf16le')
      const pointer = source === 'utf8' ? overLarge(context, text, bytes) : exact(context, bytes, 2)
      return [pointer, text.length]
    }
    case 'latin1+utf16':
      return toCompact(context, text, source)
  }
}

/** A text of the encoding with two forms comes from the narrow one whenever it fits there. */
function simpleForm(source: StringEncoding, text: string): 'utf8' | 'utf16' | 'latin1' {
  if (source !== 'latin1+utf16') return source
  return narrowLength(text) === text.length ? 'latin1' : 'utf16'
}

function exact(context: CanonicalContext, bytes: Uint8Array, align: 1 | 2): number {
  const pointer = context.allocate(bytes.length, align)
  context.memory.bytes(pointer, bytes.length).set(bytes)
  return pointer
}

/** From UTF-8 to UTF-16: as if every byte became a unit; what is too much is given back. */
function overLarge(context: CanonicalContext, text: string, bytes: Uint8Array): number {
  const worst = 2 * Buffer.byteLength(text)
  const pointer = context.allocate(worst, 2)
  context.memory.bytes(pointer, bytes.length).set(bytes)
  return shrink(context, pointer, { from: worst, to: bytes.length, align: 2 })
}

/** As if all were ASCII; the first other character asks for the worst case, `worstPerUnit` bytes for each. */
function toUtf8(
  context: CanonicalContext,
  text: string,
  bytes: Uint8Array,
  worstPerUnit: 2 | 3,
): LoweredString {
  const first = text.length
  let pointer = context.allocate(first, 1)
  const asciiLength = lengthBefore(/[^\0-\x7f]/, text)
  context.memory.bytes(pointer, asciiLength).set(bytes.subarray(0, asciiLength))
  if (asciiLength === first) return [pointer, first]
  const worst = first * worstPerUnit
  pointer = context.reallocate(pointer, first, 1, worst)
  context.memory.bytes(pointer, bytes.length).set(bytes)
  return [shrink(context, pointer, { from: worst, to: bytes.length, align: 1 }), bytes.length]
}

/** Narrow as long as it lasts; the first wider character moves the whole string to the wide form. */
function toCompact(
  context: CanonicalContext,
  text: string,
  source: 'utf8' | 'utf16' | 'latin1',
): LoweredString {
  const wide = Buffer.from(text, 'utf16le')
  const wideLength = (text.length | UTF16_TAG) >>> 0
  if (source === 'utf16' && context.source === 'latin1+utf16') return [exact(context, wide, 2), wideLength]
  const first = source === 'utf8' ? Buffer.byteLength(text) : text.length
  let pointer = context.allocate(first, 2)
  const narrow = narrowLength(text)
  context.memory.bytes(pointer, narrow).set(Buffer.from(text.slice(0, narrow), 'latin1'))
  if (narrow === text.length) return [shrink(context, pointer, { from: first, to: narrow, align: 2 }), narrow]
  pointer = context.reallocate(pointer, first, 2, 2 * first)
  context.memory.bytes(pointer, wide.length).set(wide)
  return [shrink(context, pointer, { from: 2 * first, to: wide.length, align: 2 }), wideLength]
}

interface Shrinking {
  readonly from: number
  readonly to: number
  readonly align: 1 | 2
}

function shrink(context: CanonicalContext, pointer: number, { from, to, align }: Shrinking): number {
  return to < from ? context.reallocate(pointer, from, align, to) : pointer
}

/** Characters before the first that Latin-1 does not have. */
function narrowLength(text: string): number {
  return lengthBefore(/[^\0-\xff]/, text)
}

function lengthBefore(other: RegExp, text: string): number {
  const found = text.search(other)
  return found < 0 ? text.length : found
}
