import { type ExactJson, exactJsonText, isExactObject } from '../../manifest/exact-json.ts'
import { parseStrictJson } from '../../manifest/json/parse-strict-json.ts'
import type { RecordedRequest } from './cassette.ts'
import { type IgnoredField, withoutIgnoredMembers, withoutIgnoredQuery } from './ignored-fields.ts'
import { matchesText, matchesUrl } from './match-text.ts'

/** Whether a request is the recorded one. Both are redacted. */
export function isSameRequest(
  recorded: RecordedRequest,
  request: RecordedRequest,
  fields: readonly IgnoredField[],
): boolean {
  return (
    recorded.method === request.method &&
    isSameUrl(recorded, request, fields) &&
    matchesContent(recorded.body, request.body, pathsOf(fields, 'body'))
  )
}

function isSameUrl(recorded: RecordedRequest, request: RecordedRequest, fields: readonly IgnoredField[]) {
  return matchesUrl(withoutIgnoredQuery(recorded.url, fields), withoutIgnoredQuery(request.url, fields))
}

/** What keeps a request from being the recorded one, in words; empty when it is. Both are redacted. */
export function differencesOf(
  recorded: RecordedRequest,
  request: RecordedRequest,
  fields: readonly IgnoredField[],
): ('method' | 'URL' | 'body')[] {
  return [
    ...(recorded.method === request.method ? [] : (['method'] as const)),
    ...(isSameUrl(recorded, request, fields) ? [] : (['URL'] as const)),
    ...(matchesContent(recorded.body, request.body, pathsOf(fields, 'body')) ? [] : (['body'] as const)),
  ]
}

export function matchesMessage(recorded: string, text: string, fields: readonly IgnoredField[]): boolean {
  return matchesContent(recorded, text, pathsOf(fields, 'message'))
}

function pathsOf(fields: readonly IgnoredField[], part: IgnoredField['part']): (readonly string[])[] {
  return fields.flatMap(field => (field.part === part ? [field.path] : []))
}

/** JSON is compared as JSON: the order of members and white space do not count. */
function matchesContent(
  recorded: string | null,
  text: string | null,
  ignored: readonly (readonly string[])[],
): boolean {
  if (ignored.some(path => path.length === 0)) return true
  if (recorded === null || text === null) return recorded === text
  const left = parseStrictJson(recorded)
  const right = parseStrictJson(text)
  if (!left.ok || !right.ok) return matchesText(recorded, text)
  return matchesJson(withoutIgnoredMembers(left.value, ignored), withoutIgnoredMembers(right.value, ignored))
}

function matchesJson(recorded: ExactJson, value: ExactJson): boolean {
  if (typeof recorded === 'string') return typeof value === 'string' && matchesText(recorded, value)
  if (Array.isArray(recorded))
    return (
      Array.isArray(value) &&
      recorded.length === value.length &&
      recorded.every((item, index) => matchesJson(item, value[index] as ExactJson))
    )
  if (isExactObject(recorded))
    return (
      isExactObject(value) &&
      recorded.size === value.size &&
      [...recorded].every(([key, item]) => value.has(key) && matchesJson(item, value.get(key) as ExactJson))
    )
  return exactJsonText(recorded) === exactJsonText(value)
}
