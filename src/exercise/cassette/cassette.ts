/** One header, as it is sent and received. */
export interface Header {
  readonly name: string
  readonly value: string
}

/** A request as the plugin made it. */
export interface RecordedRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly Header[]
  readonly body: string | null
}

/** What the host hands to the plugin. @source host contract 7.1 */
export interface RecordedResponse {
  readonly status: number
  readonly headers: readonly Header[]
  readonly body: string
  readonly truncated: boolean
}

export interface RequestExchange {
  readonly api: 'request'
  readonly request: RecordedRequest
  readonly response: RecordedResponse
  /** Fields that are not compared, see `parseField`. */
  readonly ignore: readonly string[]
}

/** What the plugin did with a connection, in its order. `closed`: the server closed it. */
export type SocketMessage =
  | { readonly kind: 'sent'; readonly text: string }
  | { readonly kind: 'received'; readonly text: string }
  | { readonly kind: 'closed' }

export interface SocketExchange {
  readonly api: 'websocket'
  readonly url: string
  readonly messages: readonly SocketMessage[]
  readonly ignore: readonly string[]
}

export type Exchange = RequestExchange | SocketExchange

/** Recorded exchanges in the order in which they happened; what is secret stands in them as `${NAME}` or `${redacted}`. */
export interface Cassette {
  readonly exchanges: readonly Exchange[]
  /** What was redacted, and where, in words. */
  readonly redacted: readonly string[]
}

export const CASSETTE_FORMAT = 'yoi-plugin/cassette@1'

/** Folder of the cassettes that no case names. */
export const CASSETTES_FOLDER = 'cassettes'

/** Bounds of a cassette; every one is an inclusive maximum. */
export const CASSETTE_LIMITS = { bytes: 8 * 1024 * 1024, exchanges: 1_000, messages: 10_000 } as const

/** Where the exchanges of a case are kept unless it names another place: `cases/a/b.toml` has `cassettes/a/b.json`. */
export function cassettePathOf(caseFile: string): string {
  return `${CASSETTES_FOLDER}/${caseFile.replace(/^cases\//, '').replace(/\.toml$/, '.json')}`
}
