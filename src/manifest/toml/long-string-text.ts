const ESCAPE = /\\(?:[ \t]*\r?\n[ \t\r\n]*|x(?<x>..)|u(?<u>....)|U(?<long>.{8})|(?<short>.))/gs

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/**
 * Reads a valid multi-line string from its spelling, quotation marks included, and keeps CRLF inside it as the host's
 * library does; our parser turns it into LF.
 */
export function longStringText(source: string): string {
  const body = source.slice(3, -3).replace(/^\r?\n/, '')
  if (source.startsWith("'")) return body
  return body.replace(ESCAPE, (...parts) => {
    const { x, u, long, short } = parts.at(-1) as Record<string, string | undefined>
    const code = x ?? u ?? long
    if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16))
    return short === undefined ? '' : (SHORT_ESCAPES[short] ?? short)
  })
}
