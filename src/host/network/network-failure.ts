import type { TransportFailure, TransportProblem } from './transport-failure.ts'

/** What the codes of Node and of the HTTP and WebSocket libraries come to; the first that matches counts. */
const CODES: readonly (readonly [RegExp, TransportProblem, string])[] = [
  [/^(ENOTFOUND|ENODATA|EAI_)/, 'dns', 'the name of the host does not resolve'],
  [/^(ECONNREFUSED|EADDRNOTAVAIL|EACCES|EPERM)/, 'connect', 'the connection was refused'],
  [/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EHOSTDOWN|ETIMEDOUT)/, 'connect', 'the address cannot be reached'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_CLOSED)/, 'reset', 'the connection ended too early'],
  [/^(HPE_HEADER_OVERFLOW|UND_ERR_HEADERS_OVERFLOW)/, 'too-large', 'the head of the answer is too long'],
  [/^WS_ERR_UNSUPPORTED_MESSAGE_LENGTH/, 'too-large', 'a message is longer than allowed'],
  [/^WS_ERR_TOO_MANY/, 'too-large', 'a message has too many pieces'],
  [/^(HPE_|HTTPParserError|UND_ERR_RES|WS_ERR_)/, 'malformed', 'the answer breaks the protocol'],
  [/^UND_ERR_(INVALID_ARG|NOT_SUPPORTED|REQ_)/, 'unsendable', 'this request cannot be sent'],
  [
    /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_|ERR_OSSL)/,
    'tls',
    'TLS failed',
  ],
]

/**
 * Names what a socket or a parser reports. Only its code is repeated: its text may hold what the other side sent.
 * @param fallback for an error without a code that is known
 */
export function nameNetworkError(error: unknown, fallback: TransportFailure): TransportFailure {
  const code = codeOf(error)
  const [, problem, words] = CODES.find(([pattern]) => pattern.test(code)) ?? []
  if (problem === undefined || words === undefined)
    return code === '' ? fallback : { ...fallback, message: `${fallback.message} (${code})` }
  return { problem, message: `${words} (${code})` }
}

/** Several addresses that all failed come as one error around theirs; what a parser refuses may have a name only. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const { code = error.name === 'Error' ? undefined : error.name } = error as NodeJS.ErrnoException
  if (typeof code === 'string' && /^\w{1,60}$/.test(code)) return code
  return error instanceof AggregateError ? codeOf(error.errors[0]) : ''
}
