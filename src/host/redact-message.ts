/** Longer messages are cut before they are searched; the report cuts them much shorter. */
const MAX_LENGTH = 4_096

const VALUE = `[^\\s,;"'&<>(){}\\[\\]]+`
const NAME = 'token|secret|password|passwd|passphrase|api[-_]?key|private[-_]?key|credentials?'

/** What precedes a secret, and the secret. The first group stays. */
const PATTERNS: readonly RegExp[] = [
  // A header with a scheme: the scheme alone is no secret, what follows it is. The parts of Digest go on to the line's end.
  /(authorization["']?\s*[:=]\s*["']?)(?:digest\s[^\r\n]*|(?:[a-z][\w-]*[ \t]+)?[^\s,;"']+)/gi,
  /(cookie["']?\s*[:=]\s*["']?)[^\r\n"']+/gi,
  new RegExp(`((?:${NAME})[\\w-]*["']?\\s*[:=]+\\s*["']?)${VALUE}`, 'gi'),
  // Words of a sentence stay; what has a digit in it is no word.
  new RegExp(`(\\b(?:${NAME}|bearer|basic)\\s+["']?)(?=[^\\s\\d]{0,64}\\d)[\\w.~+/=-]{6,}`, 'gi'),
  /(\bbearer\s+)[\w.~+/=-]{16,}/gi,
  /(\/\/)[^\s/@"']+(?=@)/g,
  /()\beyJ[\w-]+\.[\w-]+\.[\w-]*/g,
]

/**
 * Hides secrets in a message for people. Unlike the host's redactor it hides the whole of `Authorization: Bearer abc` and leaves
 * names such as `notes/token.txt` as they are.
 * @source host contract 11.50, 11.51; what a guest or a model sees goes through `redactText` instead
 */
export function redactMessage(text: string): string {
  const bounded = text.slice(0, MAX_LENGTH)
  return PATTERNS.reduce((redacted, pattern) => redacted.replace(pattern, '$1<redacted>'), bounded)
}
