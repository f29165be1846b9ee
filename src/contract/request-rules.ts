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
