import type { Surface } from '../contract/names.ts'
import type { HostApi } from '../contract/worlds.ts'

/** A JSON value; what a TOML value becomes when the host converts it. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** `plugin.toml` after parsing, every default filled in. Key names are the host's own. @source host contract 1.3 */
export interface Manifest {
  readonly schema_version: number
  readonly id: string
  readonly name: string
  readonly version: string
  readonly description: string | null
  readonly surfaces: readonly Surface[]
  readonly runtime: Runtime | null
  readonly hooks: readonly Hook[]
  readonly tools: readonly Tool[]
  readonly services: readonly Service[]
  readonly ingresses: readonly Ingress[]
  readonly permissions: readonly Permission[]
  readonly request: readonly RequestTarget[]
  readonly websocket: readonly WebSocketTarget[]
}

export interface Runtime {
  readonly kind: string
  readonly entry: string | null
  readonly abi: string | null
  readonly component: string | null
  readonly world: string | null
}

export interface Hook {
  readonly id: string
  readonly file: string
}

export interface Tool {
  readonly name: string
  readonly description: string
  readonly input_schema: JsonValue
  readonly external_write: boolean
}

export interface Service {
  readonly name: string
  readonly description: string
  readonly lifecycle: string
  readonly status_schema: JsonValue | null
  readonly side_effects: readonly string[]
}

export interface Ingress {
  readonly name: string
  readonly description: string
  readonly event_kinds: readonly string[]
  readonly input_schema: JsonValue | null
  readonly sources: readonly string[]
  readonly side_effects: readonly string[]
}

export interface WebSocketTarget {
  readonly scheme: string
  readonly host: string
  readonly port: number | null
  readonly path_prefixes: readonly string[]
}

export interface RequestTarget extends WebSocketTarget {
  readonly methods: readonly string[]
}

export type Permission =
  | { readonly kind: 'surface'; readonly surface: Surface }
  | { readonly kind: 'tool'; readonly name: string }
  | { readonly kind: 'tool_namespace'; readonly namespace: string }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'ingress'; readonly name: string }
  | { readonly kind: 'external_write' }
  | { readonly kind: 'host_api'; readonly api: HostApi }
