import { UserError } from '../../errors.ts'
import { quote } from '../../quote.ts'
import type { Recording } from '../answers/call-answers.ts'
import type { Case } from '../case.ts'
import type { CaseAnswers } from '../run-exercise.io.ts'
import { readCassetteFile, refuseCassettePath, writeCassetteFile } from './cassette-file.io.ts'
import { pathOf } from './cassette-shelf.io.ts'
import { keepIgnoredFields } from './keep-ignored-fields.ts'

/** A cassette that was written. */
export interface WrittenCassette {
  /** Relative to the project, with `/`. */
  readonly file: string
  readonly exchangeCount: number
  /** What was hidden in it, and where. */
  readonly redacted: readonly string[]
}

/**
 * Asked before anything is recorded: every case needs a cassette of its own, because the second would overwrite that of the first, in a
 * place where it may be written.
 * @throws UserError
 */
export function refuseCassettes(projectDir: string, cases: readonly Case[]): void {
  const users = new Map<string, Case>()
  for (const entry of cases) {
    const path = pathOf(entry)
    refuseCassettePath(projectDir, path)
    const other = users.get(path)
    users.set(path, entry)
    if (other === undefined) continue
    throw new UserError(
      'cassette-shared',
      `${quote(other.file)} and ${quote(entry.file)} would both record into ${quote(path)}.`,
      'Give each case a cassette of its own (without `cassette` it has one), or record one of them with --filter.',
    )
  }
}

/**
 * Writes what the cases got from the network; a case that got nothing leaves its cassette as it is, and so does one of whose calls
 * failed.
 * @param ignore fields that no exchange is compared by
 * @throws UserError when a cassette cannot be written; those before it are written then
 */
export function writeRecordings(
  projectDir: string,
  ran: readonly CaseAnswers[],
  ignore: readonly string[],
): WrittenCassette[] {
  return ran.flatMap(({ entry, answers }) => {
    const recording = answers.recording()
    const written = recording && writeRecording({ projectDir, path: pathOf(entry), ignore }, recording)
    return written ? [written] : []
  })
}

/** Where a recording goes. */
export interface RecordingTarget {
  readonly projectDir: string
  /** Relative to the project. */
  readonly path: string
  readonly ignore: readonly string[]
}

/** @returns null when there is nothing to write, or nothing good */
export function writeRecording(
  { projectDir, path, ignore }: RecordingTarget,
  { exchanges, redacted, isWhole }: Recording,
): WrittenCassette | null {
  if (!isWhole || exchanges.length === 0) return null
  const before = readCassetteFile(projectDir, path)?.cassette?.exchanges ?? []
  writeCassetteFile(projectDir, path, { exchanges: keepIgnoredFields(exchanges, before, ignore), redacted })
  return { file: path, exchangeCount: exchanges.length, redacted }
}
