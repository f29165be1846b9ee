import type { HttpHeader } from '../../network/http-header.ts'
import type { TransportFailure, TransportNotes } from '../../network/transport-failure.ts'

/** A connection that manifest and grant allow. */
export interface AuthorizedConnection {
  /** As a WHATWG parser writes it, `ws` or `wss`, without credentials and fragment. */
  readonly url: string
  /** The host's own; a guest may set none. */
  readonly headers: readonly HttpHeader[]
}

/** What came in. A message of the other side is text; anything else is a failure. */
export type Received =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly failure: TransportFailure }

/** One open connection. Nothing here rejects. */
export interface WebSocketConnection {
  /** Sends one text message within `WEBSOCKET_LIMITS.sendTimeoutMs`. @returns why it failed; null when it did not */
  send(text: string): Promise<TransportFailure | null>
  /**
   * Waits for the next message. Control frames are skipped, at most `WEBSOCKET_LIMITS.skippedControlFrames`, each with the whole time
   * again; `closed` as soon as the other side says so.
   * @param timeoutMs more than 0
   */
  receive(timeoutMs: number): Promise<Received>
  /** Says goodbye within `WEBSOCKET_LIMITS.closeTimeoutMs`; the answer is not waited for. @returns why it failed; null when it did not */
  close(): Promise<TransportFailure | null>
  /** Ends it at once: the call that opened it is over. May be called at any time, also twice. */
  drop(): void
}

export type ConnectResult = TransportNotes &
  (
    | { readonly ok: true; readonly connection: WebSocketConnection }
    | { readonly ok: false; readonly failure: TransportFailure }
  )

/**
 * Opens one connection that was judged already, or stands in for it, within `WEBSOCKET_LIMITS.connectTimeoutMs`. Never rejects.
 * @param context `signal` fires when the tool call that asked is over
 * @source host contract 7.2
 */
export type ConnectWebSocket = (
  request: AuthorizedConnection,
  context: { readonly signal: AbortSignal },
) => Promise<ConnectResult>
