import { implementation as UrlRecord } from 'whatwg-url/lib/URL-impl.js'
import { URLSearchParams, usvString } from './url-search-params.ts'

const NO_GLOBAL = undefined

export { URLSearchParams }

/** `URL` of the URL Standard, by the package whatwg-url; hosts outside ASCII by `ascii-domain.ts`. */
export class URL {
  readonly #record: UrlRecord
  #params: URLSearchParams | undefined

  constructor(url: unknown, base?: unknown) {
    this.#record = new UrlRecord(NO_GLOBAL, [usvString(url), ...baseOf(base)])
  }

  static canParse(url: unknown, base?: unknown): boolean {
    return UrlRecord.canParse(usvString(url), ...baseOf(base))
  }

  static parse(url: unknown, base?: unknown): URL | null {
    return URL.canParse(url, base) ? new URL(url, base) : null
  }

  get href(): string {
    return this.#record.href
  }
  set href(value: unknown) {
    this.#record.href = usvString(value)
  }
  get origin(): string {
    return this.#record.origin
  }
  get protocol(): string {
    return this.#record.protocol
  }
  set protocol(value: unknown) {
    this.#record.protocol = usvString(value)
  }
  get username(): string {
    return this.#record.username
  }
  set username(value: unknown) {
    this.#record.username = usvString(value)
  }
  get password(): string {
    return this.#record.password
  }
  set password(value: unknown) {
    this.#record.password = usvString(value)
  }
  get host(): string {
    return this.#record.host
  }
  set host(value: unknown) {
    this.#record.host = usvString(value)
  }
  get hostname(): string {
    return this.#record.hostname
  }
  set hostname(value: unknown) {
    this.#record.hostname = usvString(value)
  }
  get port(): string {
    return this.#record.port
  }
  set port(value: unknown) {
    this.#record.port = usvString(value)
  }
  get pathname(): string {
    return this.#record.pathname
  }
  set pathname(value: unknown) {
    this.#record.pathname = usvString(value)
  }
  get search(): string {
    return this.#record.search
  }
  set search(value: unknown) {
    this.#record.search = usvString(value)
  }
  get hash(): string {
    return this.#record.hash
  }
  set hash(value: unknown) {
    this.#record.hash = usvString(value)
  }
  get searchParams(): URLSearchParams {
    this.#params ??= new URLSearchParams('', this.#record._query)
    return this.#params
  }

  toString(): string {
    return this.href
  }
  toJSON(): string {
    return this.href
  }
  get [Symbol.toStringTag](): string {
    return 'URL'
  }
}

function baseOf(base: unknown): string[] {
  return base === undefined ? [] : [usvString(base)]
}
