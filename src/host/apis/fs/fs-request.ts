import type { FsOperation } from '../../../grants/grants.ts'
import { readJsonObject, textProblem } from '../read-json-object.ts'

/** What a guest asks of `fs`, in the shape that the host reads. `content` is null for read and list. */
export interface FsRequest {
  readonly operation: FsOperation
  readonly path: string
  readonly content: string | null
}

export type FsRequestReading =
  | { readonly ok: true; readonly request: FsRequest }
  /** `problem` ends a sentence that begins with the operation. */
  | { readonly ok: false; readonly problem: string }

/**
 * Reads `{ "path": string }`, for a write `{ "path": string, "content": string }`, and nothing else.
 * @source host contract 7.3
 */
export function readFsRequest(operation: FsOperation, text: string): FsRequestReading {
  const known = operation === 'write' ? ['path', 'content'] : ['path']
  const reading = readJsonObject(text, known)
  if (!reading.ok) return reading
  const { members } = reading
  const problem = known.map(key => textProblem(members, key, 'the request')).find(Boolean)
  if (problem !== undefined) return { ok: false, problem }
  const [path, content = null] = known.map(key => String(members.get(key)))
  return { ok: true, request: { operation, path: path!, content } }
}
