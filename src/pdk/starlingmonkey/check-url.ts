/** Numbers of `host-problem.ts`. */
export type Problem = number

/**
 * What the host refuses in an address whatever is granted, as far as it can be told without its URL parser: what is doubtful passes.
 * @returns 0, or the number of a problem
 * @source host contract 5.4
 */
export function urlProblem(url: string, schemes: readonly string[]): Problem {
  const trimmed = url.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '')
  // A URL parser drops tabs and line ends: what has them is left to the host.
  const scheme = /^([!#$%&'*+\-.^_`|~\dA-Za-z]*)([\s\S]?)/.exec(trimmed)!
  if (scheme[2] !== ':') return scheme[2] !== '' && scheme[2]! < '\u000e' ? 0 : 5
  if (!schemes.includes(scheme[1]!.toLowerCase())) return 6
  const rest = trimmed.slice(scheme[0].length).replace(/^[\\/]+/, '')
  const authority = /^[^\\/?#]*/.exec(rest)![0]
  if (/[\u0000-\u000d]/.test(authority)) return 0
  const at = authority.lastIndexOf('@')
  if (at > (authority.startsWith(':') ? 1 : 0)) return 7
  return isHost(authority.slice(at + 1)) ? 0 : 8
}

/** Host and port. */
function isHost(text: string): boolean {
  if (text.startsWith('[')) return true
  const [, host, port] = /^([^:]*)(?::([\s\S]*))?$/.exec(text)!
  if (host === '' || /[\u0000-\u0020\u007f<>[\]^|]/.test(host!)) return false
  return port === undefined || (/^\d*$/.test(port) && Number(port) <= 65_535)
}
