import { implementation as QueryRecord } from 'whatwg-url/lib/URLSearchParams-impl.js'

type Visit = (value: string, name: string, params: URLSearchParams) => void

/** `URLSearchParams` of the URL Standard, by the package whatwg-url. */
export class URLSearchParams {
  readonly #record: QueryRecord

  /** @param record that of the URL whose query this is; not for plugins */
  constructor(init: unknown = '', record?: unknown) {
    this.#record = record instanceof QueryRecord ? record : new QueryRecord(undefined, [initOf(init)], {})
  }

  get size(): number {
    return this.#record.size
  }
  append(name: unknown, value: unknown): void {
    this.#record.append(usvString(name), usvString(value))
  }
  delete(name: unknown, value?: unknown): void {
    this.#record.delete(usvString(name), value === undefined ? undefined : usvString(value))
  }
  get(name: unknown): string | null {
    return this.#record.get(usvString(name))
  }
  getAll(name: unknown): string[] {
    return this.#record.getAll(usvString(name))
  }
  has(name: unknown, value?: unknown): boolean {
    return this.#record.has(usvString(name), value === undefined ? undefined : usvString(value))
  }
  set(name: unknown, value: unknown): void {
    this.#record.set(usvString(name), usvString(value))
  }
  sort(): void {
    this.#record.sort()
  }
  forEach(visit: Visit, thisValue?: unknown): void {
    for (const [name, value] of this) visit.call(thisValue, value, name, this)
  }
  *keys(): IterableIterator<string> {
    for (const [name] of this) yield name
  }
  *values(): IterableIterator<string> {
    for (const [, value] of this) yield value
  }
  *entries(): IterableIterator<[string, string]> {
    for (const [name, value] of this.#record) yield [name, value]
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries()
  }
  toString(): string {
    return this.#record.toString()
  }
  get [Symbol.toStringTag](): string {
    return 'URLSearchParams'
  }
}

export function usvString(value: unknown): string {
  if (typeof value === 'symbol') throw new TypeError('a symbol is no string')
  return String(value).toWellFormed()
}

/** A query, pairs, or an object of names and values: the package takes pairs as arrays, and objects without a prototype. */
function initOf(init: unknown): string | string[][] {
  if (typeof init !== 'object' || init === null) return usvString(init)
  if (Symbol.iterator in init) return Array.from(init as Iterable<Iterable<unknown>>, pairOf)
  return Object.keys(init).map(name => [usvString(name), usvString((init as Record<string, unknown>)[name])])
}

function pairOf(pair: Iterable<unknown>): string[] {
  const items = Array.from(pair, usvString)
  if (items.length !== 2) throw new TypeError('each pair of URLSearchParams has a name and a value')
  return items
}
