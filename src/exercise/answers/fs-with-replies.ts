import { FS_OPERATIONS } from '../../grants/grants.ts'
import { authorizeFs } from '../../host/apis/fs/authorize-fs.ts'
import { describeFsFailure } from '../../host/apis/fs/fs-failure.ts'
import type { FsRequest } from '../../host/apis/fs/fs-request.ts'
import { fsResponse } from '../../host/apis/fs/fs-response.ts'
import type { HostApiHandler } from '../../host/host-apis.ts'
import type { HostAnswer } from '../../host/sandbox/host-calls.ts'
import type { ReplyAnswer } from '../replies/reply.ts'
import type { ReplyQueue } from '../replies/reply-queue.ts'

/** Replies of a case before the files: the host's checks come first, and what no reply answers is done. */
export function fsWithReplies(fs: HostApiHandler, queue: ReplyQueue): HostApiHandler {
  return async (call, context) => {
    const operation = FS_OPERATIONS.find(name => name === call.function)
    const verdict = operation && authorizeFs(context.authority, operation, String(call.args[0]))
    if (!verdict?.ok) return fs(call, context)
    const { request } = verdict.authorized
    const { path, content } = request
    const answer = queue.take(`fs.${operation}`, { path, ...(content !== null && { content }) })
    return answer === null ? fs(call, context) : cannedAnswer(request, answer)
  }
}

function cannedAnswer({ operation, path, content }: FsRequest, answer: ReplyAnswer): HostAnswer {
  if (answer.kind === 'failure')
    return { ok: false, failure: describeFsFailure({ operation, path, problem: answer.problem }) }
  const members = answer.kind === 'fs' ? answer.members : { bytes_written: Buffer.byteLength(content ?? '') }
  return { ok: true, value: fsResponse(path, members) }
}
