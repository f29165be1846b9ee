import type { FsGrant, FsOperation } from '../../src/grants/grants.ts'
import { type Authority, NO_GRANTS } from '../../src/grants/grants.ts'
import { fsApi } from '../../src/host/apis/fs/fs-api.io.ts'
import type { HoldFolder } from '../../src/host/apis/fs/held-folder.ts'
import { holdByDescriptor } from '../../src/host/apis/fs/hold-by-descriptor.io.ts'
import { holdByWorkingFolder } from '../../src/host/apis/fs/hold-by-working-folder.io.ts'
import type { Failure } from '../../src/host/sandbox/guest-failure.ts'
import type { HostAnswer } from '../../src/host/sandbox/host-calls.ts'

/** Both ways to hold a folder; the second is that of systems other than Linux, and works here too. */
export const WAYS_TO_HOLD: readonly (readonly [name: string, hold: HoldFolder])[] = [
  ['by descriptor', holdByDescriptor],
  ['by working folder', holdByWorkingFolder],
]

const FS = { kind: 'host_api', api: 'fs' } as const

/** A plugin that requests `fs` and is granted it with these folders. */
export function fsAuthority(fs: readonly FsGrant[]): Authority {
  return {
    package: { identity: { source: 'project', localId: 'a' }, version: '1', digest: 'sha256:00' },
    requested: { permissions: [FS], request: [], websocket: [] },
    grants: { ...NO_GRANTS, id: 'project:a', version: '1', digest: 'sha256:00', permissions: [FS], fs },
  }
}

/** Every operation below one folder. */
export function wholeFolder(root: string): FsGrant {
  return { root, operations: ['read', 'list', 'write'] }
}

/** One host call as a guest makes it. A request that is not text is sent as JSON. */
export function callFs(
  authority: Authority,
  operation: FsOperation,
  request: unknown,
  hold?: HoldFolder,
): Promise<HostAnswer> {
  const text = typeof request === 'string' ? request : JSON.stringify(request)
  const call = { interface: 'yoi:host/fs@1.0.0', function: operation, args: [text] }
  return fsApi(hold)(call, { authority, signal: new AbortController().signal })
}

/** The answer's JSON text. @throws when the call failed */
export function answerOf(answer: HostAnswer): string {
  if (!answer.ok) throw new Error(answer.failure.message)
  return String(answer.value)
}

/** Why the call failed. @throws when it did not */
export function failureOf(answer: HostAnswer): Failure {
  if (answer.ok) throw new Error(`it answered ${answer.value}`)
  return answer.failure
}
