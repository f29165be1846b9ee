import { FS_OPERATIONS } from '../../../grants/grants.ts'
import { hasFolderDescriptors } from '../../../package/folder-descriptor.io.ts'
import type { HostApiHandler } from '../../host-apis.ts'
import { authorizeFs } from './authorize-fs.ts'
import { describeFsFailure } from './fs-failure.ts'
import { fsResponse } from './fs-response.ts'
import type { HoldFolder } from './held-folder.ts'
import { holdByDescriptor } from './hold-by-descriptor.io.ts'
import { holdByWorkingFolder } from './hold-by-working-folder.io.ts'
import { performFs } from './perform-fs.io.ts'

/**
 * The host API `fs`: real files, below the folders that are granted. It needs no network and so no `--live`.
 * @param hold how folders are held; the safest way of this system by default
 * @source host contract 7.3
 */
export function fsApi(hold: HoldFolder = wayToHold()): HostApiHandler {
  return async (call, { authority }) => {
    const operation = FS_OPERATIONS.find(name => name === call.function)
    if (operation === undefined) throw new Error(`fs has no function ${call.function}`)
    const verdict = authorizeFs(authority, operation, String(call.args[0]))
    if (!verdict.ok) return verdict
    const performed = performFs(verdict.authorized, hold)
    return performed.ok
      ? { ok: true, value: fsResponse(verdict.authorized.request.path, performed.result) }
      : { ok: false, failure: describeFsFailure({ operation, problem: performed.problem }) }
  }
}

function wayToHold(): HoldFolder {
  return hasFolderDescriptors() ? holdByDescriptor : holdByWorkingFolder
}
