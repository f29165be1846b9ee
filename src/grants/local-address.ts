import { trimEnd } from './trim-end.ts'

/**
 * Whether a host is written as an address of this machine or of its own network: loopback, private, link-local, shared,
 * unspecified or multicast. A name other than `localhost` is not resolved here.
 * @param host as in a target or a URL: brackets, trailing dots and odd spellings of IPv4 are understood
 * @source design 3
 */
export function isLocalAddress(host: string): boolean {
  const name = canonicalHost(host)
  if (name === undefined) return true
  if (name === 'localhost' || /\.(localhost|local|internal)$/.test(name)) return true
  if (name.startsWith('[')) return isLocalIPv6(name.slice(1, -1))
  const parts = name.split('.').map(Number)
  return parts.length === 4 && parts.every(Number.isInteger) && isLocalIPv4(parts)
}

/** As a URL parser writes it, without trailing dots; undefined when it is no host. */
function canonicalHost(host: string): string | undefined {
  const bare = trimEnd(host.trim(), '.')
  const isIPv6 = bare.includes(':') && !bare.startsWith('[')
  const address = `http://${isIPv6 ? `[${bare}]` : bare}/`
  return URL.canParse(address) ? new URL(address).hostname : undefined
}

function isLocalIPv4(parts: readonly number[]): boolean {
  const [first = 0, second = 0] = parts
  return (
    first === 0 ||
    first === 10 ||
    first === 127 ||
    first >= 224 ||
    (first === 100 && second >= 64 && second < 128) ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168)
  )
}

/** A global address begins with 2 or 3; what embeds an IPv4 address is judged by none of these ranges and is refused. */
function isLocalIPv6(address: string): boolean {
  return !/^[23][0-9a-f]{3}:/.test(address) || address.startsWith('2002:')
}
