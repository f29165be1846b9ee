/** Methods that the host sends; a descriptor spells them exactly so. @source host contract 5.2, 7.1 */
export const REQUEST_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type RequestMethod = (typeof REQUEST_METHODS)[number]

/** Headers that neither a request nor an answer carries past the host, in lower case. @source host contract 7.1 */
export const CREDENTIAL_HEADERS: readonly string[] = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'x-auth-token',
  'api-key',
  'apikey',
]

/** What the host's client sends with every request unless the guest says otherwise; names in lower case. @source host contract 7.1 */
export const DEFAULT_REQUEST_HEADERS = [
  { name: 'user-agent', value: 'yoi-plugin-request-host-api/0.1' },
  { name: 'accept', value: '*/*' },
] as const

/** What the host sends with the handshake of a guest's WebSocket. @source host contract 7.2 */
export const WEBSOCKET_HEADERS = [{ name: 'user-agent', value: 'yoi-plugin-host/1' }] as const
