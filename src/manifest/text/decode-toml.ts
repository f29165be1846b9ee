import type { Advice } from './shape-advice.ts'

/** The text of a file, or why it has none; `message` continues a sentence that begins with the file's name. */
export type DecodedToml =
  | { readonly text: string }
  | (Pick<Advice, 'message' | 'fix'> & { readonly problem: string; readonly line?: number })

const LINE_FEED = 0x0a

/** Size first, then UTF-8, as the host. A leading BOM is kept for the parser. @source host contract 1.1 */
export function decodeToml(bytes: Uint8Array, maxBytes: number): DecodedToml {
  if (bytes.byteLength > maxBytes) return tooLarge(bytes.byteLength, maxBytes)
  const text = decode(bytes)
  if (text !== undefined) return { text }
  const line = firstBadLine(bytes)
  return {
    problem: 'not-utf-8',
    line,
    message: `holds bytes in line ${line} that are not UTF-8.`,
    fix: 'Save the file as UTF-8.',
  }
}

/** Of a file that is too large, whether or not it was read. */
export function tooLarge(byteLength: number, maxBytes: number) {
  return {
    problem: 'too-large',
    message: `has ${byteLength} bytes; expected at most ${maxBytes}.`,
    fix: `Shorten it to ${maxBytes} bytes, for example by shorter descriptions.`,
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** A line feed is never part of a longer character, so every line can be judged by itself. */
function firstBadLine(bytes: Uint8Array): number {
  let start = 0
  for (let line = 1; ; line += 1) {
    const feed = bytes.indexOf(LINE_FEED, start)
    const end = feed < 0 ? bytes.byteLength : feed
    if (feed < 0 || decode(bytes.subarray(start, end)) === undefined) return line
    start = feed + 1
  }
}
