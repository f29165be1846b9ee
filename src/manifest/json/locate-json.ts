import type { KeyPath } from '../key-path.ts'

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs

/**
 * Where the value at a key path stands in a JSON text, or its nearest existing parent. The text must be JSON: it is not checked again.
 * @returns offsets in UTF-16 units, the end exclusive; of a list or an object only its first character
 */
export function locateJson(text: string, path: KeyPath): { readonly start: number; readonly end: number } {
  const tokens = text.matchAll(TOKEN)
  const next = () => tokens.next().value as RegExpExecArray
  let token = next()
  let depth = 0
  while (depth < path.length && '{['.includes(token[0])) {
    const value = token[0] === '{' ? findMember(next, String(path[depth])) : findItem(next, path[depth])
    if (value === undefined) break
    token = value
    depth += 1
  }
  return { start: token.index, end: token.index + token[0].length }
}

type Next = () => RegExpExecArray

function findMember(next: Next, key: string): RegExpExecArray | undefined {
  for (let token = next(); token[0] !== '}'; token = next()) {
    if (token[0] === ',') continue
    next()
    const value = next()
    if (JSON.parse(token[0]) === key) return value
    skip(next, value)
  }
  return undefined
}

function findItem(next: Next, index: string | number | undefined): RegExpExecArray | undefined {
  let at = 0
  for (let token = next(); token[0] !== ']'; token = next()) {
    if (token[0] === ',') continue
    if (at === index) return token
    skip(next, token)
    at += 1
  }
  return undefined
}

/** Reads on to the end of a value whose first token was read. */
function skip(next: Next, first: RegExpExecArray): void {
  let depth = '{['.includes(first[0]) ? 1 : 0
  while (depth > 0) {
    const [token] = next()
    if ('{['.includes(token)) depth += 1
    else if ('}]'.includes(token)) depth -= 1
  }
}
