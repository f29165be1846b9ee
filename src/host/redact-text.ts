/** After each of these the host hides what follows; in this order. @source host contract 7.5 */
const WORDS = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'x-auth-token',
  'api-key',
  'token',
  'secret',
  'password',
] as const

/** The word, then separators (all of them: the group is atomic), then what is hidden. */
const PATTERNS = WORDS.map(word => new RegExp(`(${word}(?=([ =:\\t]*))\\2)[^ ,;\\r\\n]+`, 'gi'))

/**
 * Hides what follows a word such as `token` or `password`, exactly as far as the host does: up to the next space, comma,
 * semicolon or line end.
 * @source host contract 7.5
 */
export function redactText(text: string): string {
  return PATTERNS.reduce((redacted, pattern) => redacted.replace(pattern, '$1<redacted>'), text)
}
