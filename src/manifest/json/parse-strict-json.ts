import { CALL_LIMITS } from '../../contract/limits.ts'
import type { ExactJson } from '../exact-json.ts'
import { readHostNumber } from './read-host-number.ts'

export type JsonReading =
  /** `duplicateKey` is the first key that an object has twice: the host's typed readers refuse it, its untyped ones do not. */
  | { readonly ok: true; readonly value: ExactJson; readonly duplicateKey?: string }
  /** `offset` counts UTF-16 units from the start of the text. */
  | { readonly ok: false; readonly message: string; readonly offset: number }

/**
 * Reads JSON exactly as strictly as the host: no BOM, no lone surrogate, no number beyond a double, at most 127 levels
 * of arrays and objects, nothing after the value. Of duplicate keys the last wins.
 * @source host contract 6.7
 */
export function parseStrictJson(text: string): JsonReading {
  const cursor = new Cursor(text)
  try {
    const value = cursor.readValue(0)
    cursor.expectEnd()
    const { duplicateKey } = cursor
    return { ok: true, value, ...(duplicateKey !== undefined && { duplicateKey }) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message, offset: error.offset }
    throw error
  }
}

/** Leaves the recursion at once; caught above and nowhere else. */
class Refusal extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message)
  }
}

const SPACE = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const PLAIN_TEXT = /[^"\\\u0000-\u001f]*/y
const FOUR_HEX = /[0-9a-fA-F]{4}/y

const LITERALS: readonly (readonly [string, ExactJson])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
]

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Cursor {
  duplicateKey: string | undefined
  private offset = 0

  constructor(private readonly text: string) {}

  readValue(depth: number): ExactJson {
    this.take(SPACE)
    const first = this.text[this.offset]
    if (first === '{') return this.readObject(this.enter(depth))
    if (first === '[') return this.readArray(this.enter(depth))
    if (first === '"') return this.readString()
    const literal = LITERALS.find(([word]) => this.text.startsWith(word, this.offset))
    if (!literal) return this.readNumber()
    this.offset += literal[0].length
    return literal[1]
  }

  expectEnd(): void {
    this.take(SPACE)
    if (this.offset < this.text.length) this.refuse('text follows the JSON value')
  }

  private enter(depth: number): number {
    if (depth >= CALL_LIMITS.jsonNestingDepth)
      this.refuse(`nested deeper than ${CALL_LIMITS.jsonNestingDepth} levels`)
    this.offset += 1
    return depth + 1
  }

  private readObject(depth: number): ExactJson {
    const members = new Map<string, ExactJson>()
    if (this.skip('}')) return members
    do {
      this.take(SPACE)
      if (this.text[this.offset] !== '"') this.refuse('expected a key in double quotes')
      const key = this.readString()
      if (!this.skip(':')) this.refuse('expected ":" after a key')
      if (members.has(key)) this.duplicateKey ??= key
      members.set(key, this.readValue(depth))
    } while (this.skip(','))
    if (!this.skip('}')) this.refuse('expected "," or "}"')
    return members
  }

  private readArray(depth: number): ExactJson {
    const items: ExactJson[] = []
    if (this.skip(']')) return items
    do items.push(this.readValue(depth))
    while (this.skip(','))
    if (!this.skip(']')) this.refuse('expected "," or "]"')
    return items
  }

  private readNumber(): ExactJson {
    const start = this.offset
    const text = this.take(NUMBER)
    if (text === '') this.refuse('expected a JSON value')
    return readHostNumber(text) ?? this.refuse('number out of range', start)
  }

  private readString(): string {
    this.offset += 1
    let result = this.take(PLAIN_TEXT)
    for (;;) {
      const next = this.text[this.offset]
      if (next === undefined) this.refuse('a string does not end')
      this.offset += 1
      if (next === '"') return result
      if (next !== '\\') this.refuse('a control character stands unescaped in a string', this.offset - 1)
      result += this.readEscape() + this.take(PLAIN_TEXT)
    }
  }

  private readEscape(): string {
    const letter = this.text[this.offset] ?? ''
    this.offset += 1
    if (letter === 'u') return this.readUnicodeEscape()
    return ESCAPES[letter] ?? this.refuse('unknown escape in a string', this.offset - 1)
  }

  private readUnicodeEscape(): string {
    const first = this.readHex()
    if (first < 0xd800 || first > 0xdfff) return String.fromCharCode(first)
    const isPair = first < 0xdc00 && this.text.startsWith('\\u', this.offset)
    if (!isPair) this.refuse('a lone surrogate escape')
    this.offset += 2
    const second = this.readHex()
    if (second < 0xdc00 || second > 0xdfff) this.refuse('a lone surrogate escape')
    return String.fromCharCode(first, second)
  }

  private readHex(): number {
    const digits = this.take(FOUR_HEX)
    if (digits === '') this.refuse('expected four hex digits')
    return Number.parseInt(digits, 16)
  }

  /** Skips white space and then one character, if it is the wanted one. */
  private skip(character: string): boolean {
    this.take(SPACE)
    if (this.text[this.offset] !== character) return false
    this.offset += 1
    return true
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.offset
    const taken = pattern.exec(this.text)?.[0] ?? ''
    this.offset += taken.length
    return taken
  }

  private refuse(message: string, offset = this.offset): never {
    throw new Refusal(message, offset)
  }
}
