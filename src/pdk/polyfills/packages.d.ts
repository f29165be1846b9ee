/** The parts of packages and of the engine that the polyfills use. */
declare module 'whatwg-url/lib/URL-impl.js' {
  import type { implementation as QueryRecord } from 'whatwg-url/lib/URLSearchParams-impl.js'

  export class implementation {
    constructor(global: undefined, values: string[])
    static canParse(url: string, base?: string): boolean
    href: string
    readonly origin: string
    protocol: string
    username: string
    password: string
    host: string
    hostname: string
    port: string
    pathname: string
    search: string
    hash: string
    readonly _query: QueryRecord
  }
}

declare module 'whatwg-url/lib/URLSearchParams-impl.js' {
  export class implementation {
    constructor(global: undefined, values: readonly unknown[], options: { doNotStripQMark?: boolean })
    _list: [string, string][]
    readonly size: number
    append(name: string, value: string): void
    delete(name: string, value: string | undefined): void
    get(name: string): string | null
    getAll(name: string): string[]
    has(name: string, value: string | undefined): boolean
    set(name: string, value: string): void
    sort(): void
    [Symbol.iterator](): IterableIterator<[string, string]>
    toString(): string
  }
}

declare module 'whatwg-url/lib/url-state-machine.js' {
  export interface UrlState {
    scheme: string
    username: string
    password: string
    host: string | null
    port: number | null
    path: string | string[]
    query: string | null
    fragment: string | null
  }

  export interface ParseOptions {
    baseURL?: UrlState | null
    url?: UrlState
    stateOverride?: string
  }

  export function basicURLParse(input: string, options?: ParseOptions): UrlState | null
}

declare module 'punycode/punycode.es6.js' {
  export function encode(text: string): string
  export function decode(text: string): string
}

interface Uint8Array {
  toBase64(): string
}
interface Uint8ArrayConstructor {
  fromBase64(text: string): Uint8Array
}
interface String {
  toWellFormed(): string
}
interface ArrayBuffer {
  transfer(): ArrayBuffer
}
declare function btoa(text: string): string
declare function atob(text: string): string
declare class DOMException extends Error {
  constructor(message: string, name: string)
}
