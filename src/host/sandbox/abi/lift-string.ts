import { trap } from '../guest-failure.ts'
import type { CanonicalContext } from './canonical-context.ts'

const UTF16_TAG = 0x8000_0000

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const utf16 = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true })

/**
 * Reads a string out of the guest. `length` counts bytes (utf8) or code units, as the encoding has it. What is counted as leaving is
 * what it takes on its way from here, which is UTF-8 and may be twice of what it took in the guest.
 */
export function liftString(context: CanonicalContext, pointer: number, length: number): string {
  if (context.encoding === 'utf8') return decode(utf8, read(context, pointer, length), 'UTF-8')
  const isWide = context.encoding === 'utf16' || length >= UTF16_TAG
  const units = context.encoding === 'latin1+utf16' && isWide ? length - UTF16_TAG : length
  if (pointer % 2 !== 0) trap(`string pointer ${pointer} is not aligned to 2 bytes`)
  const bytes = read(context, pointer, isWide ? units * 2 : units)
  const text = isWide ? decode(utf16, bytes, 'UTF-16') : Buffer.from(bytes).toString('latin1')
  context.countLeaving(Math.max(0, Buffer.byteLength(text) - bytes.length))
  return text
}

function read(context: CanonicalContext, pointer: number, byteLength: number): Uint8Array {
  const bytes = context.memory.bytes(pointer, byteLength)
  context.countLeaving(byteLength)
  return bytes
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, encoding: string): string {
  try {
    return decoder.decode(bytes)
  } catch {
    return trap(`a string that left the guest is not valid ${encoding}`)
  }
}
