import { FS_LIMITS } from '../../../contract/limits.ts'
import type { FsOperation } from '../../../grants/grants.ts'
import { type ExactJsonObject, isExactObject, sortedKeys } from '../../../manifest/exact-json.ts'
import { parseStrictJson } from '../../../manifest/json/parse-strict-json.ts'
import { quote } from '../../../quote.ts'

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

/** @returns what is wrong with the length of a request; it is looked at before anything else @source host contract 7.3 */
export function checkRequestLength(text: string): string | undefined {
  const byteLength = Buffer.byteLength(text)
  if (byteLength <= FS_LIMITS.requestBytes) return undefined
  return `the request is ${byteLength} bytes, more than ${FS_LIMITS.requestBytes}`
}

/**
 * Reads `{ "path": string }`, for a write `{ "path": string, "content": string }`, and nothing else.
 * @source host contract 7.3
 */
export function readFsRequest(operation: FsOperation, text: string): FsRequestReading {
  const reading = parseStrictJson(text)
  if (!reading.ok)
    return refuse(`the request is not valid JSON: ${reading.message} at offset ${reading.offset}`)
  if (!isExactObject(reading.value)) return refuse('the request is JSON, but not an object')
  if (reading.duplicateKey !== undefined)
    return refuse(`the request has the key ${quote(reading.duplicateKey)} twice`)
  return readMembers(operation, reading.value)
}

function readMembers(operation: FsOperation, members: ExactJsonObject): FsRequestReading {
  const known = operation === 'write' ? ['path', 'content'] : ['path']
  const strange = sortedKeys(members).find(key => !known.includes(key))
  if (strange !== undefined)
    return refuse(`the request has the key ${quote(strange)}; only ${known.join(' and ')} may be there`)
  const wrong = known.find(key => typeof members.get(key) !== 'string')
  if (wrong !== undefined)
    return refuse(`the request has ${members.has(wrong) ? `a ${wrong} that is no string` : `no ${wrong}`}`)
  const [path, content = null] = known.map(key => String(members.get(key)))
  return { ok: true, request: { operation, path: path!, content } }
}

function refuse(problem: string): FsRequestReading {
  return { ok: false, problem }
}
