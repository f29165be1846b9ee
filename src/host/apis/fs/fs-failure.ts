import { FS_LIMITS } from '../../../contract/limits.ts'
import type { FsOperation } from '../../../grants/grants.ts'
import { quote } from '../../../quote.ts'
import { cutText } from '../../cut-text.ts'
import { redactMessage } from '../../redact-message.ts'
import type { Failure } from '../../sandbox/guest-failure.ts'

/** Why an operation failed. `problem` ends a sentence; the path is the guest's and is absent when it was not read. */
export interface FsFailure {
  readonly operation: FsOperation
  readonly problem: string
  readonly path?: string | undefined
}

/** In the host every failing call is a trap; the cause is for the author. @source host contract 7 */
export function describeFsFailure({ operation, problem, path }: FsFailure): Failure {
  const subject = path === undefined ? '' : ` of ${quotePath(path)}`
  return {
    kind: 'trap',
    hostCall: `fs.${operation}`,
    message: `fs.${operation}${subject} failed: ${problem}`,
  }
}

/** A path of the guest as messages show it: short enough to leave room for what is wrong with it. */
export function quotePath(path: string): string {
  return quote(cutText(redactMessage(path), FS_LIMITS.shownPathBytes))
}
