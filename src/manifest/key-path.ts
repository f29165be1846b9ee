import { quote } from '../quote.ts'

/** Table keys and array indices from the root of a TOML document. */
export type KeyPath = readonly (string | number)[]

const BARE_KEY = /^[A-Za-z0-9_-]+$/
const SEGMENT =
  /\[(\d+)\]|\.?\["((?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*)"\]|\.?([^.[\]]+)/gy

/** Writes a path as people read it: `tools[0].input_schema.properties["a b"]`; `parseKeyPath` reads it back. */
export function formatKeyPath(path: KeyPath): string {
  return joinKeyPath(path, JSON.stringify)
}

const MAX_SHOWN_LENGTH = 240

/** The same for messages: keys from plugins are made safe to print, and a long path loses its middle. */
export function showKeyPath(path: KeyPath): string {
  const text = joinKeyPath(path, quote)
  if (text.length <= MAX_SHOWN_LENGTH) return text
  const half = (MAX_SHOWN_LENGTH - 2) / 2
  return `${text.slice(0, half)}…${text.slice(-half)}`
}

function joinKeyPath(path: KeyPath, quoteKey: (key: string) => string): string {
  return path
    .map((segment, index) => {
      if (typeof segment === 'number') return `[${segment}]`
      if (!BARE_KEY.test(segment)) return `[${quoteKey(segment)}]`
      return index === 0 ? segment : `.${segment}`
    })
    .join('')
}

/** Reads what `formatKeyPath` writes; stops at the first piece that it does not understand. */
export function parseKeyPath(text: string): KeyPath {
  return [...text.matchAll(SEGMENT)].map(([, index, quoted, bare]) => {
    if (index !== undefined) return Number(index)
    return quoted === undefined ? (bare as string) : (JSON.parse(`"${quoted}"`) as string)
  })
}
