import type { ExactJson } from '../../manifest/exact-json.ts'
import type { HttpHeader } from '../network/http-header.ts'
import { readObject, textProblem } from './read-json-object.ts'

/** Reads `headers` of a descriptor. @returns the headers, or what is wrong; it ends a sentence @source host contract 7.1 */
export function readHeaders(value: ExactJson): readonly HttpHeader[] | string {
  if (!Array.isArray(value)) return 'the request has headers that are no array'
  const headers: HttpHeader[] = []
  for (const [index, item] of (value as readonly ExactJson[]).entries()) {
    const subject = `header ${index + 1} of the request`
    const reading = readObject(item, ['name', 'value'], subject)
    if (!reading.ok) return reading.problem
    const { members } = reading
    const problem = textProblem(members, 'name', subject) ?? textProblem(members, 'value', subject)
    if (problem !== undefined) return problem
    headers.push({ name: String(members.get('name')), value: String(members.get('value')) })
  }
  return headers
}
