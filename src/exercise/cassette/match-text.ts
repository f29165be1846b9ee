import { PLACEHOLDER } from '../../host/network/redact-url.ts'

/**
 * Whether a text is what was recorded. A placeholder in the recorded text stands for one or more characters, so that a recording
 * with a real secret matches a run with a made-up one. Linear in the length of both.
 */
export function matchesText(recorded: string, text: string): boolean {
  const pieces = recorded.split(PLACEHOLDER)
  if (pieces.length === 1) return recorded === text
  const first = pieces[0]!
  const last = pieces.at(-1)!
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at + 1)
    if (found < 0) return false
    at = found + piece.length
  }
  return text.length - last.length > at && text.endsWith(last)
}

/** The same for URLs: a placeholder stands within one segment of the path or one field of the query, never for several. */
export function matchesUrl(recorded: string, url: string): boolean {
  const left = piecesOf(recorded)
  const right = piecesOf(url)
  return left.length === right.length && left.every((piece, index) => matchesText(piece, right[index]!))
}

/** With their separators, so that `/a?b` and `/a/b` differ. The fragment is never sent. */
function piecesOf(url: string): string[] {
  return url.replace(/#.*$/s, '').split(/(?=[/?&])/)
}
