const LABELS = ['unicode-1-1-utf-8', 'unicode11utf8', 'unicode20utf8', 'utf-8', 'utf8', 'x-unicode20utf8']
const BOM = '\ufeff'

/** `TextDecoder` of the Encoding Standard, for UTF-8 only. */
export class TextDecoder {
  readonly fatal: boolean
  readonly ignoreBOM: boolean
  private pending: Uint8Array = new Uint8Array(0)
  private isStarted = false

  constructor(label: unknown = 'utf-8', options: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
    const name = String(label)
      .replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '')
      .toLowerCase()
    if (!LABELS.includes(name)) throw new RangeError(`TextDecoder: only utf-8 is here, not "${name}"`)
    this.fatal = Boolean(options?.fatal)
    this.ignoreBOM = Boolean(options?.ignoreBOM)
  }

  get encoding(): 'utf-8' {
    return 'utf-8'
  }

  decode(input?: ArrayBuffer | ArrayBufferView, options: { stream?: boolean } = {}): string {
    const bytes = joined(this.pending, bytesOf(input))
    const end = options?.stream ? wholeCharacters(bytes) : bytes.length
    this.pending = bytes.slice(end)
    const text = decodeBytes(bytes.subarray(0, end), this.fatal)
    const result = !this.isStarted && !this.ignoreBOM && text.startsWith(BOM) ? text.slice(1) : text
    this.isStarted = Boolean(options?.stream) && (this.isStarted || end > 0)
    return result
  }
}

function bytesOf(input: ArrayBuffer | ArrayBufferView | undefined): Uint8Array {
  if (input === undefined) return new Uint8Array(0)
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
  return new Uint8Array(input)
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second
  const all = new Uint8Array(first.length + second.length)
  all.set(first)
  all.set(second, first.length)
  return all
}

/** Where a character begins that may go on in the next piece; the length where none does. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const start = bytes.length - back
    const lead = bytes[start]!
    if (lead >= 0xc0) return sequenceAt(bytes, start).isCut ? start : bytes.length
    if (lead < 0x80) break
  }
  return bytes.length
}

/** Text that is well-formed, as nearly all is, costs no loop. */
function decodeBytes(bytes: Uint8Array, isFatal: boolean): string {
  try {
    return decodeURIComponent(escape(atob(bytes.toBase64())))
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    if (isFatal) throw new TypeError('TextDecoder: the bytes are not valid UTF-8')
    return decodeWithReplacement(bytes)
  }
}

function decodeWithReplacement(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; ) {
    const { code, length } = sequenceAt(bytes, index)
    text += code < 0 ? '\ufffd' : String.fromCodePoint(code)
    index += length
  }
  return text
}

interface Sequence {
  /** -1 for what is no character. */
  readonly code: number
  /** Bytes that it takes; of what is no character, those before the first that cannot go on. */
  readonly length: number
  /** Whether only the end of the bytes keeps it from being a character. */
  readonly isCut: boolean
}

/** @source Encoding Standard, UTF-8 decoder */
function sequenceAt(bytes: Uint8Array, start: number): Sequence {
  const lead = bytes[start]!
  if (lead < 0x80) return { code: lead, length: 1, isCut: false }
  const needed = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3
  if (needed === 0) return { code: -1, length: 1, isCut: false }
  let lower = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  let upper = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  let code = lead & (0x3f >> needed)
  for (let seen = 1; seen <= needed; seen++) {
    const byte = bytes[start + seen]
    if (byte === undefined) return { code: -1, length: seen, isCut: true }
    if (byte < lower || byte > upper) return { code: -1, length: seen, isCut: false }
    lower = 0x80
    upper = 0xbf
    code = (code << 6) | (byte & 0x3f)
  }
  return { code, length: needed + 1, isCut: false }
}
