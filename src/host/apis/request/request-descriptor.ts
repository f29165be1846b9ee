import type { HttpHeader } from '../../network/http-header.ts'
import { readHeaders } from '../read-headers.ts'
import { readJsonObject, textProblem } from '../read-json-object.ts'

/** What a guest asks of `request`, in the shape that the host reads; nothing in it is judged yet. */
export interface RequestDescriptor {
  readonly method: string
  readonly url: string
  readonly headers: readonly HttpHeader[]
  readonly body: string | null
}

export type DescriptorReading =
  | { readonly ok: true; readonly descriptor: RequestDescriptor }
  /** `problem` ends a sentence. */
  | { readonly ok: false; readonly problem: string }

/** @source host contract 7.1 */
export function readRequestDescriptor(text: string): DescriptorReading {
  const reading = readJsonObject(text, ['method', 'url', 'headers', 'body'])
  if (!reading.ok) return reading
  const { members } = reading
  const problem = textProblem(members, 'method', 'the request') ?? textProblem(members, 'url', 'the request')
  if (problem !== undefined) return refuse(problem)
  const headers = readHeaders(members.has('headers') ? members.get('headers')! : [])
  if (typeof headers === 'string') return refuse(headers)
  const body = members.get('body') ?? null
  if (body !== null && typeof body !== 'string')
    return refuse('the request has a body that is neither a string nor null')
  const [method, url] = [String(members.get('method')), String(members.get('url'))]
  return { ok: true, descriptor: { method, url, headers, body } }
}

function refuse(problem: string): DescriptorReading {
  return { ok: false, problem }
}
