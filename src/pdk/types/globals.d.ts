// Written by yoi-plugin: what a component has besides the language, for the editor. Remove this file when tsconfig.json names the
// library "dom".

/** Reaches the author through `run`, `test` and `check`; the model and the host never see it. */
declare var console: {
  debug(...values: readonly unknown[]): void
  log(...values: readonly unknown[]): void
  info(...values: readonly unknown[]): void
  warn(...values: readonly unknown[]): void
  error(...values: readonly unknown[]): void
  trace(...values: readonly unknown[]): void
  dir(value?: unknown): void
  assert(condition?: unknown, ...values: readonly unknown[]): void
  count(label?: string): void
  countReset(label?: string): void
  group(...values: readonly unknown[]): void
  groupCollapsed(...values: readonly unknown[]): void
  groupEnd(): void
  table(value?: unknown): void
  time(label?: string): void
  timeLog(label?: string, ...values: readonly unknown[]): void
  timeEnd(label?: string): void
}

/** UTF-8. Added to a plugin that uses it. */
interface TextEncoder {
  readonly encoding: 'utf-8'
  encode(input?: string): Uint8Array
  encodeInto(source: string, destination: Uint8Array): { read: number; written: number }
}
declare var TextEncoder: { prototype: TextEncoder; new (): TextEncoder }

/** UTF-8 only. Added to a plugin that uses it. */
interface TextDecoder {
  readonly encoding: 'utf-8'
  readonly fatal: boolean
  readonly ignoreBOM: boolean
  decode(input?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string
}
declare var TextDecoder: {
  prototype: TextDecoder
  new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder
}

/** Added to a plugin that uses it. */
interface URL {
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
  readonly searchParams: URLSearchParams
  hash: string
  toString(): string
  toJSON(): string
}
declare var URL: {
  prototype: URL
  new (url: string | URL, base?: string | URL): URL
  canParse(url: string | URL, base?: string | URL): boolean
  parse(url: string | URL, base?: string | URL): URL | null
}

/** Added to a plugin that uses it. */
interface URLSearchParams extends Iterable<[string, string]> {
  readonly size: number
  append(name: string, value: string): void
  delete(name: string, value?: string): void
  get(name: string): string | null
  getAll(name: string): string[]
  has(name: string, value?: string): boolean
  set(name: string, value: string): void
  sort(): void
  forEach(visit: (value: string, name: string, params: URLSearchParams) => void): void
  keys(): IterableIterator<string>
  values(): IterableIterator<string>
  entries(): IterableIterator<[string, string]>
  toString(): string
}
declare var URLSearchParams: {
  prototype: URLSearchParams
  new (
    init?: string | Iterable<readonly [string, string]> | Readonly<Record<string, string>> | URLSearchParams,
  ): URLSearchParams
}

/** Added to a plugin that uses it. */
declare function structuredClone<Value>(value: Value, options?: { transfer?: readonly ArrayBuffer[] }): Value

declare function queueMicrotask(callback: () => void): void
declare function btoa(text: string): string
declare function atob(text: string): string
