/** Kinds of events that the host makes by itself, all of them from its WebSocket driver. @source host contract 8.6, 8.8 */
export const INGRESS_EVENT_KINDS: readonly string[] = ['websocket_text', 'websocket_close', 'websocket_error']

/** Most sources that the driver opens, counted over all ingresses and including those that fail. @source host contract 8.8 */
export const MAX_WEBSOCKET_SOURCES = 4
