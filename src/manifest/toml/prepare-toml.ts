import { NAME_LIMITS } from '../../contract/limits.ts'

/** The first thing that is refused without asking the parser. */
interface Refusal {
  readonly error: string
  readonly start: number
  readonly end: number
}

/** Text of the same length as the input, ready for the parser; or what the parser would not refuse, or fall over. */
export type PreparedToml = { readonly text: string } | Refusal

/**
 * Our parser puts every character of a string or number on the stack, which has room for about 120,000.
 * A manifest is shorter than that as a whole.
 */
const MAX_TOKEN_CHARACTERS = 100_000

/**
 * Closes the gap between the host's TOML library and our parser, without moving a character:
 * a leading BOM is blanked; a carriage return without line feed and nesting over 80 are refused; line breaks and
 * comments around the `=` of an inline table, which the host's library lets pass, are blanked.
 * Strings, numbers and keys that are too long for the parser are refused too.
 * @source host contract 1.2; toml 1.1.2 checked by differential runs
 */
export function prepareToml(text: string): PreparedToml {
  const bareReturn = text.search(/\r(?!\n)/)
  if (bareReturn >= 0) {
    return {
      error: 'a carriage return must be followed by a line feed',
      start: bareReturn,
      end: bareReturn + 1,
    }
  }
  const blanks = text.startsWith('\ufeff') ? [{ start: 0, end: 1 }] : []
  const scan = new BracketScan(text, blanks)
  return scan.run(blanks.length) ?? { text: blankOut(text, blanks) }
}

/** Not allowed in a comment; such a comment is left for the parser to refuse. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/

interface Range {
  readonly start: number
  readonly end: number
}

/** Walks over strings, comments and brackets only; everything else is the parser's. */
class BracketScan {
  private readonly open: string[] = []
  /** Line breaks and comments since the last token, blanked if they turn out to stand beside an `=`. */
  private trivia: Range[] = []
  private isAfterEquals = false
  private isLineStart = true

  constructor(
    private readonly text: string,
    private readonly blanks: Range[],
  ) {}

  /** @returns the first bracket that nests too deep, or the first token that is too long */
  run(from: number): Refusal | undefined {
    for (let at = from; at < this.text.length; ) {
      const character = this.text[at] as string
      if (character === ' ' || character === '\t' || character === '\r') {
        at += 1
      } else if (character === '\n' || character === '#') {
        const end = character === '\n' ? at + 1 : endOfLine(this.text, at)
        if (!CONTROL.test(this.text.slice(at, end))) this.trivia.push({ start: at, end })
        this.isLineStart ||= character === '\n' && this.open.length === 0
        at = end
      } else {
        const isHeader = this.isLineStart && character === '['
        if (!isHeader && this.takeToken(character)) return tooDeep(at)
        this.isLineStart = false
        const end = isHeader ? endOfHeader(this.text, at) : endOfToken(this.text, at)
        if (end - at > MAX_TOKEN_CHARACTERS) return tooLong(at)
        at = end
      }
    }
    return undefined
  }

  /** @returns whether the token opens one level too many */
  private takeToken(character: string): boolean {
    const isInlineTable = this.open.at(-1) === '{'
    if (isInlineTable && (character === '=' || this.isAfterEquals)) this.blanks.push(...this.trivia)
    this.trivia = []
    this.isAfterEquals = character === '='
    if (character === '[' || character === '{') this.open.push(character)
    if (character === ']' || character === '}') this.open.pop()
    return this.open.length > NAME_LIMITS.tomlNestingDepth
  }
}

function tooDeep(start: number): Refusal {
  const error = `arrays and inline tables nest deeper than ${NAME_LIMITS.tomlNestingDepth}`
  return { error, start, end: start + 1 }
}

function tooLong(start: number): Refusal {
  const error = `a string, a number or a key has more than ${MAX_TOKEN_CHARACTERS} characters`
  return { error, start, end: start + 1 }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** Quoted keys in a header may hold brackets, so its end is looked for token by token. */
function endOfHeader(text: string, start: number): number {
  let at = start
  while (at < text.length && text[at] !== '\n' && text[at] !== '#' && text[at] !== ']') {
    at = endOfToken(text, at)
  }
  while (text[at] === ']') at += 1
  return at
}

function endOfToken(text: string, at: number): number {
  const quote = text[at]
  if (quote !== '"' && quote !== "'") return endOfBare(text, at)
  const isLong = text.startsWith(quote.repeat(3), at)
  const close = isLong ? quote.repeat(3) : quote
  for (let end = at + close.length; end < text.length; end += 1) {
    if (text[end] === '\\' && quote === '"') end += 1
    else if (text[end] === '\n' && !isLong) return end
    else if (text.startsWith(close, end)) {
      let after = end + close.length
      while (isLong && text[after] === quote && after < end + 5) after += 1
      return after
    }
  }
  return text.length
}

/** Numbers, dates, words and bare keys with their dots; anything else is one character. */
function endOfBare(text: string, at: number): number {
  const bare = /[\w.:+-]*/y
  bare.lastIndex = at
  return Math.max(at + 1, at + bare.exec(text)![0].length)
}

function blankOut(text: string, ranges: readonly Range[]): string {
  let result = ''
  let done = 0
  for (const { start, end } of ranges) {
    result += text.slice(done, start) + ' '.repeat(end - start)
    done = end
  }
  return result + text.slice(done)
}
