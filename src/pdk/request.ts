import { runningEngine } from './engine.ts'
import { HOST_FUNCTION } from './host-function.ts'
import { type HostProblems, URL_PROBLEMS } from './host-problem.ts'

/** One header of a request or a response. */
export interface HttpHeader {
  readonly name: string
  readonly value: string
}

/** What `request` sends. As JSON it is at most 49,152 bytes long. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Absolute, `http` or `https`, without user and password. A secret belongs into the path or the query: they are in no message. */
  readonly url: string
  /**
   * At most 16; a name of 1 to 64 bytes, a value of at most 1,024. Yoi sends no credentials (`authorization`, `proxy-authorization`,
   * `cookie`, `set-cookie`, `x-api-key`, `x-auth-token`, `api-key`, `apikey`), no upgrade and no event stream.
   */
  readonly headers?: Readonly<Record<string, string>> | readonly HttpHeader[] | undefined
  /** At most 32,768 bytes of UTF-8. */
  readonly body?: string | null | undefined
}

/** What came back, whatever the status. */
export interface HttpResponse {
  readonly status: number
  /** The first 16, without credentials; names in lower case, values cut at 1,024 bytes and with words such as `token` blanked. */
  readonly headers: readonly HttpHeader[]
  /** The first 65,536 bytes as text. */
  readonly body: string
  /** Whether anything of the body was cut off. */
  readonly truncated: boolean
}

/**
 * Sends one HTTP request and waits for its answer, at most five seconds; redirects are not followed. The answer is there when the
 * function returns; `await request(...)` means the same.
 *
 * plugin.toml must request `{ kind = "host_api", api = "request" }` and list the address under `[[request]]`, and a grant must
 * allow both. What Yoi refuses, and a request that fails, ends the tool call: nothing can catch it. The released host
 * (`yoi-2026-08`) starts no plugin that calls a host API; `yoi-plugin run` and `test` do.
 * @throws TypeError for a request that Yoi would refuse whatever is granted; nothing is sent then
 */
function yoi$request({ method, url, headers, body }: HttpRequest): HttpResponse {
  const list = headers && listHeaders(headers)
  const answer = runningEngine().host(HOST_FUNCTION.request, method, url, body, list)
  if (typeof answer === 'number') throw new TypeError(`request: ${problemOf(answer, list)}`)
  return readResponse(answer as RawResponse)
}

/** Name, value, name, value: what the engine takes. */
function listHeaders(headers: NonNullable<HttpRequest['headers']>): readonly string[] {
  const list: string[] = []
  if (Array.isArray(headers))
    for (const { name, value } of headers as readonly HttpHeader[]) list.push(name, value)
  else for (const name in headers) list.push(name, (headers as Readonly<Record<string, string>>)[name]!)
  return list
}

/** The engine leaves a list of headers in JSON: most tools never look at it, and parsing costs fuel. */
type RawResponse = Omit<HttpResponse, 'headers'> & { readonly headers: string | readonly HttpHeader[] }

function readResponse({ status, headers, body, truncated }: RawResponse): HttpResponse {
  let list: readonly HttpHeader[] | undefined
  return {
    status,
    get headers() {
      list ??= typeof headers === 'string' ? (JSON.parse(headers) as readonly HttpHeader[]) : headers
      return list
    },
    body,
    truncated,
  }
}

/** @param number problem in the low eight bits, index of the header above */
function problemOf(number: number, list: readonly string[] = []): string {
  const problem = PROBLEMS[number & 0xff]!
  return problem.replace('%', `"${list[(number >> 8) * 2]}"`)
}

const PROBLEMS: HostProblems = {
  ...URL_PROBLEMS,
  1: 'the method must be one of GET, POST, PUT, PATCH, DELETE',
  2: 'it is longer than 49,152 bytes as JSON',
  6: 'the scheme of the URL must be http or https',
  10: 'it has more than 16 headers',
  11: 'the name of a header is empty or has a character that names of headers have not',
  12: 'the name of a header is longer than 64 bytes',
  13: 'the value of the header % must be a string',
  14: 'the value of the header % has a control character',
  15: 'the value of the header % is longer than 1,024 bytes',
  16: 'Yoi does not send the header %, which carries credentials; a secret belongs into the URL',
  17: 'Yoi does not upgrade connections; use websocket.open',
  18: 'Yoi does not accept event streams',
  19: 'the body must be a string',
  20: 'the body is longer than 32,768 bytes, or the request longer than 49,152 bytes as JSON',
}

export { yoi$request as request }
