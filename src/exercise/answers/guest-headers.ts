import { DEFAULT_REQUEST_HEADERS } from '../../contract/request-rules.ts'
import type { Header } from '../cassette/cassette.ts'

/** Without what the host adds by itself, which is the same every time. */
export function guestHeaders(headers: readonly Header[]): Header[] {
  return headers.filter(
    ({ name, value }) =>
      !DEFAULT_REQUEST_HEADERS.some(header => header.name === name && header.value === value),
  )
}
