import type { RequestTarget, WebSocketTarget } from '../manifest/manifest.ts'
import { trimEnd } from './trim-end.ts'
import { toAsciiLowerCase, trimWhiteSpace } from './white-space.ts'

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'ws:': 80,
  'wss:': 443,
  'ftp:': 21,
}

/**
 * Whether a request target allows a method and URL.
 * @param url parsed by a WHATWG parser; query and fragment play no part
 * @source host contract 5.4
 */
export function matchesRequestTarget(target: RequestTarget, method: string, url: URL): boolean {
  const wanted = toAsciiLowerCase(trimWhiteSpace(method))
  return (
    matchesAddress(target, url) &&
    target.methods.some(allowed => toAsciiLowerCase(trimWhiteSpace(allowed)) === wanted)
  )
}

/** Whether a WebSocket target allows a URL. @source host contract 5.4 */
export function matchesWebSocketTarget(target: WebSocketTarget, url: URL): boolean {
  return matchesAddress(target, url)
}

/** Trailing dots, then leading `[`, then trailing `]` go; spaces stay, nothing is punycoded. @source host contract 5.4 */
export function normalizeHost(host: string): string {
  return toAsciiLowerCase(trimEnd(trimEnd(host, '.').replace(/^\[+/, ''), ']'))
}

/** Blank never matches and `*` matches any scheme. */
export function normalizeScheme(scheme: string): string {
  return toAsciiLowerCase(trimWhiteSpace(scheme))
}

function matchesAddress(target: WebSocketTarget, url: URL): boolean {
  return (
    matchesWord(normalizeScheme(target.scheme), url.protocol.slice(0, -1)) &&
    matchesWord(normalizeHost(target.host), normalizeHost(url.hostname)) &&
    (target.port === null || target.port === portOf(url)) &&
    matchesPath(target.path_prefixes, url.pathname)
  )
}

function matchesWord(pattern: string, actual: string): boolean {
  return pattern !== '' && actual !== '' && (pattern === '*' || pattern === actual)
}

/** A prefix is plain text without segment boundary: `/v1` matches `/v10`. */
function matchesPath(prefixes: readonly string[], path: string): boolean {
  return prefixes.length === 0 || prefixes.some(prefix => prefix !== '' && path.startsWith(prefix))
}

function portOf(url: URL): number | undefined {
  return url.port === '' ? DEFAULT_PORTS[url.protocol] : Number(url.port)
}
