import { FS_LIMITS } from '../../../contract/limits.ts'
import { type Authorization, authorizeFsOperation, authorizeHostApi } from '../../../grants/authorize.ts'
import type { Authority, FsGrant, FsOperation } from '../../../grants/grants.ts'
import { deniedCall } from '../../denied-attempt.ts'
import type { Failure } from '../../sandbox/guest-failure.ts'
import { lengthProblem } from '../length-problem.ts'
import { describeFsFailure, quotePath } from './fs-failure.ts'
import { type FsRequest, readFsRequest } from './fs-request.ts'
import { readRelativePath } from './relative-path.ts'

/** A request that may be tried, and where. */
export interface AuthorizedFs {
  readonly request: FsRequest
  /** Names from the root of a grant down; none for the root itself. */
  readonly names: readonly string[]
  /** Grants with the operation, in their order. */
  readonly grants: readonly FsGrant[]
}

export type FsVerdict =
  | { readonly ok: true; readonly authorized: AuthorizedFs }
  | { readonly ok: false; readonly failure: Failure }

/**
 * Decides everything that can be decided without looking at a disk, in the host's order: length of the request, API gate,
 * shape, path rule, length of the content, the operation's grants.
 * @param text the request as the guest sent it
 * @source host contract 5.2, 7.3
 */
export function authorizeFs(authority: Authority, operation: FsOperation, text: string): FsVerdict {
  const tooLong = lengthProblem('the request', text, FS_LIMITS.requestBytes)
  if (tooLong !== undefined) return fail(operation, tooLong)
  const gate = authorizeHostApi(authority, 'fs')
  if (!gate.allowed) return deny(authority, gate, `call fs.${operation}`)
  const reading = readFsRequest(operation, text)
  return reading.ok ? authorizeFsRequest(authority, reading.request) : fail(operation, reading.problem)
}

/** The part of the decision that follows the shape. */
export function authorizeFsRequest(authority: Authority, request: FsRequest): FsVerdict {
  const { operation, path, content } = request
  const reading = readRelativePath(path)
  if (!reading.ok) return fail(operation, reading.problem, path)
  if (reading.names.length === 0 && operation !== 'list')
    return fail(operation, 'the path names the granted folder itself, which only list takes', path)
  const tooLong = lengthProblem('the content', content ?? '', FS_LIMITS.writeBytes)
  if (tooLong !== undefined) return fail(operation, tooLong, path)
  const authorization = authorizeFsOperation(authority, operation)
  if (!authorization.allowed)
    return deny(authority, authorization, `call fs.${operation} for ${quotePath(path)}`)
  const grants = authority.grants.fs.filter(({ operations }) => operations.includes(operation))
  return { ok: true, authorized: { request, names: reading.names, grants } }
}

function fail(operation: FsOperation, problem: string, path?: string): FsVerdict {
  return { ok: false, failure: describeFsFailure({ operation, problem, path }) }
}

function deny(
  authority: Authority,
  authorization: Extract<Authorization, { allowed: false }>,
  operation: string,
): FsVerdict {
  return { ok: false, failure: deniedCall(authority, authorization, operation) }
}
