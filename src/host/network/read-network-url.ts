import { trimEnd } from '../../grants/trim-end.ts'

export type NetworkUrlReading =
  | { readonly ok: true; readonly url: URL }
  /** `problem` ends a sentence. */
  | { readonly ok: false; readonly problem: string }

/** Schemes of one family; the second is the one over TLS. */
const FAMILIES = { http: ['http:', 'https:'], ws: ['ws:', 'wss:'] } as const

/**
 * Reads the URL of a guest as far as the host does before it looks for targets: WHATWG, scheme, host, no credentials. A URL
 * that cannot be read is not repeated: any part of it could be a secret.
 * @source host contract 5.4, 7.1, 7.2
 */
export function readNetworkUrl(text: string, family: keyof typeof FAMILIES): NetworkUrlReading {
  if (!URL.canParse(text)) return refuse('the URL is not absolute, or its host or port is malformed')
  const url = new URL(text)
  const isOf = (name: keyof typeof FAMILIES) => FAMILIES[name].some(scheme => scheme === url.protocol)
  const [plain, secure] = FAMILIES[family]
  if (!isOf(family)) {
    const found = `the scheme of the URL is ${url.protocol.slice(0, -1)}, not ${plain.slice(0, -1)} or ${secure.slice(0, -1)}`
    return refuse(isOf('ws') ? `${found}; WebSockets are opened with websocket.open` : found)
  }
  if (trimEnd(url.hostname, '.') === '') return refuse('the URL has no host')
  if (url.username !== '' || url.password !== '') return refuse('the URL has a user or a password in it')
  return { ok: true, url }
}

function refuse(problem: string): NetworkUrlReading {
  return { ok: false, problem }
}
