import { REQUEST_LIMITS } from '../../../contract/limits.ts'
import { cutText } from '../../cut-text.ts'
import type { HttpHeader } from '../../network/http-header.ts'
import { redactText } from '../../redact-text.ts'
import { isCredentialHeader } from './check-headers.ts'
import type { RawResponse } from './send-request.ts'

/** Text that the host takes from a header: visible ASCII, blanks and tabs. */
const VISIBLE = /^[\t\x20-\x7e]*$/

/**
 * The answer's JSON. Headers: credentials go, then the first 16 count, then values that are no visible ASCII text go; the rest is
 * redacted and cut. The body is cut again, because replacing what is not UTF-8 makes it longer.
 * @source host contract 7.1, 11.50
 */
export function requestResponse(response: RawResponse): string {
  const headers = response.headers
    .filter(({ name }) => !isCredentialHeader(name))
    .slice(0, REQUEST_LIMITS.responseHeaders)
    .filter(({ value }) => VISIBLE.test(value))
    .map(shownHeader)
  const body = cutBody(response.body)
  const truncated = response.truncated || body.length < response.body.length
  return JSON.stringify({ status: response.status, headers, body, truncated })
}

function shownHeader({ name, value }: HttpHeader): HttpHeader {
  const shown = cutText(redactText(value), REQUEST_LIMITS.responseHeaderValueBytes)
  return { name: name.toLowerCase(), value: shown }
}

/** Without an ellipsis: a body is data. */
function cutBody(body: string): string {
  const { responseBodyBytes } = REQUEST_LIMITS
  if (Buffer.byteLength(body) <= responseBodyBytes) return body
  return cutText(body, responseBodyBytes).slice(0, -1)
}
