import { REQUEST_LIMITS } from '../../../contract/limits.ts'
import { CREDENTIAL_HEADERS } from '../../../contract/request-rules.ts'
import { trimWhiteSpace } from '../../../grants/white-space.ts'
import { quote } from '../../../quote.ts'
import type { HttpHeader } from '../../network/http-header.ts'

/** A token of HTTP. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** Tab is the only control character that a value may have. */
const CONTROL = /[^\P{Cc}\t\u0080-\u009f]/u

/** The first rule, in the host's order, that a header breaks; ends a sentence. @source host contract 7.1 */
export function checkHeaders(headers: readonly HttpHeader[]): string | undefined {
  if (headers.length > REQUEST_LIMITS.headers)
    return `it has ${headers.length} headers, more than ${REQUEST_LIMITS.headers}`
  for (const header of headers) {
    const problem = checkHeader(header)
    if (problem !== undefined) return problem
  }
  return undefined
}

/** Whether a header carries credentials; the spelling does not matter. @source host contract 7.1 */
export function isCredentialHeader(name: string): boolean {
  return CREDENTIAL_HEADERS.includes(name.toLowerCase())
}

function checkHeader({ name, value }: HttpHeader): string | undefined {
  const nameBytes = Buffer.byteLength(name)
  if (nameBytes === 0 || nameBytes > REQUEST_LIMITS.headerNameBytes)
    return `the name of a header has ${nameBytes} bytes; 1 to ${REQUEST_LIMITS.headerNameBytes} are allowed`
  const shown = quote(name)
  const valueBytes = Buffer.byteLength(value)
  if (valueBytes > REQUEST_LIMITS.headerValueBytes)
    return `the value of the header ${shown} has ${valueBytes} bytes, more than ${REQUEST_LIMITS.headerValueBytes}`
  if (isCredentialHeader(name)) return `the header ${shown} carries credentials, which Yoi does not send`
  const forbidden = checkMeaning(name.toLowerCase(), value)
  if (forbidden !== undefined) return forbidden
  if (!NAME.test(name)) return `${shown} is no name of a header`
  if (CONTROL.test(value)) return `the value of the header ${shown} has a control character`
  return undefined
}

function checkMeaning(name: string, value: string): string | undefined {
  if (name === 'upgrade' || (name === 'connection' && hasItem(value, 'upgrade')))
    return 'it asks to upgrade the connection, which Yoi does not do'
  if (name === 'accept' && hasItem(value, 'text/event-stream'))
    return 'it accepts an event stream, which Yoi does not read'
  return undefined
}

/** Whether a list with commas has this item; parameters make it another one. */
function hasItem(value: string, item: string): boolean {
  return value.split(',').some(part => trimWhiteSpace(part).toLowerCase() === item)
}
