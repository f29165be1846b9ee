import { type ExactJson, isExactObject } from '../../manifest/exact-json.ts'
import { FIELD_FORM } from '../../manifest/project/record-words.ts'

/**
 * A field that is not compared: `query.NAME`, `body`, `body.a.b` (a member of a JSON body; `*` for every item of a list or every
 * member), `message`, `message.a.b` (of what is sent over a WebSocket).
 */
export interface IgnoredField {
  readonly part: 'query' | 'body' | 'message'
  /** Names from the part down; empty for all of it. */
  readonly path: readonly string[]
}

/** @returns undefined for a text that names no field */
export function parseField(text: string): IgnoredField | undefined {
  if (!FIELD_FORM.test(text)) return undefined
  const [part, ...path] = text.split('.')
  return { part: part as IgnoredField['part'], path }
}

/** The URL without the query parameters that are not compared. */
export function withoutIgnoredQuery(url: string, fields: readonly IgnoredField[]): string {
  const names = fields.flatMap(({ part, path }) => (part === 'query' ? path : []))
  const at = url.indexOf('?')
  if (names.length === 0 || at < 0) return url
  const kept = url
    .slice(at + 1)
    .split('&')
    .filter(field => !names.includes(field.split('=', 1)[0]!))
  return kept.length === 0 ? url.slice(0, at) : `${url.slice(0, at)}?${kept.join('&')}`
}

/** The JSON value without the members that are not compared. */
export function withoutIgnoredMembers(value: ExactJson, paths: readonly (readonly string[])[]): ExactJson {
  return paths.reduce(removeMember, value)
}

function removeMember(value: ExactJson, [name, ...rest]: readonly string[]): ExactJson {
  if (name === undefined) return value
  const isMeant = (key: string) => name === '*' || name === key
  if (Array.isArray(value))
    return rest.length === 0
      ? value.filter((_, index) => !isMeant(String(index)))
      : value.map((item, index) => (isMeant(String(index)) ? removeMember(item, rest) : item))
  if (!isExactObject(value)) return value
  return new Map(
    [...value].flatMap(([key, item]): [string, ExactJson][] => {
      if (!isMeant(key)) return [[key, item]]
      return rest.length === 0 ? [] : [[key, removeMember(item, rest)]]
    }),
  )
}
