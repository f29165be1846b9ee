import type { RequestMethod } from '../../../contract/request-rules.ts'
import type { HttpHeader } from '../../network/http-header.ts'
import type { TransportFailure, TransportNotes } from '../../network/transport-failure.ts'

/** A request that manifest and grant allow, as it goes out. */
export interface AuthorizedRequest {
  readonly method: RequestMethod
  /** As a WHATWG parser writes it, `http` or `https`, without credentials and fragment. */
  readonly url: string
  /** Those of the guest, in its order and spelling, and the host's own `user-agent` and `accept` where the guest set none. */
  readonly headers: readonly HttpHeader[]
  readonly body: string | null
}

/** What came back, before the host cuts and redacts it. */
export interface RawResponse {
  readonly status: number
  /** As they arrived, names in lower case; a value is one character for each byte. */
  readonly headers: readonly HttpHeader[]
  /** The first 65,536 bytes, not decompressed; what is not UTF-8 among them is replaced. */
  readonly body: string
  /** Whether there was more than that. */
  readonly truncated: boolean
}

export type SendResult = TransportNotes &
  (
    | { readonly ok: true; readonly response: RawResponse }
    | { readonly ok: false; readonly failure: TransportFailure }
  )

/**
 * Sends one request that was judged already, or stands in for it. One try, no redirect followed, `REQUEST_LIMITS.timeoutMs` in all.
 * Never rejects.
 * @param context `signal` fires when the tool call that asked is over
 * @source host contract 7.1
 */
export type SendRequest = (
  request: AuthorizedRequest,
  context: { readonly signal: AbortSignal },
) => Promise<SendResult>
