import { mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from './errors.ts'
import { quote } from './quote.ts'

/**
 * Makes a new folder among the temporary files of this user; the caller removes it.
 * @param prefix of its name
 * @returns its canonical path
 * @throws UserError when there is no place for it
 */
export function makeTemporaryFolder(prefix: string): string {
  try {
    return realpathSync(mkdtempSync(join(tmpdir(), prefix)))
  } catch (error) {
    throw new UserError(
      'no-temporary-folder',
      `No temporary folder can be made in ${quote(tmpdir())} (${(error as NodeJS.ErrnoException).code}).`,
      'Set TMPDIR to a folder that exists and that you may write to, for example TMPDIR=/tmp.',
    )
  }
}
