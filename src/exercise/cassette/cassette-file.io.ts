import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../errors.ts'
import type { FileProblem } from '../../package/read-file.io.ts'
import { readFileInside } from '../../package/read-file-inside.io.ts'
import { writeFileAtomically } from '../../package/write-file.io.ts'
import { quote } from '../../quote.ts'
import { CASSETTE_LIMITS, type Cassette } from './cassette.ts'
import { cassetteText } from './cassette-text.ts'
import { type CassetteReading, readCassette, unreadableCassette } from './read-cassette.ts'

/**
 * Reads a cassette of a project; no link on the way to it is followed.
 * @param path relative to the project, contract 1.4
 * @returns null when there is none
 */
export function readCassetteFile(projectDir: string, path: string): CassetteReading | null {
  const file = readFileInside(projectDir, path, CASSETTE_LIMITS.bytes)
  if (file.ok) return readCassette(path, file.bytes)
  if (file.problem.kind === 'missing') return null
  const at = { file: path }
  return { findings: [unreadableCassette(problemOf(file.problem), at)], placeOf: () => at }
}

function problemOf(problem: FileProblem): string {
  switch (problem.kind) {
    case 'symlink':
      return problem.folder === undefined ? 'it is a symlink' : `${quote(problem.folder)} is a symlink`
    case 'not-a-file':
      return `it is ${problem.what}`
    case 'too-large':
      return `it has ${problem.byteLength} bytes, more than ${CASSETTE_LIMITS.bytes}`
    case 'missing':
      return 'it is missing'
    case 'unreadable':
      return `it cannot be read: ${problem.reason}`
  }
}

/**
 * Writes a cassette of a project, whole or not at all. Only a cassette is ever replaced.
 * @param path relative to the project; never leads outside, and crosses no link
 * @throws UserError when it cannot be written there; what was there before is unchanged
 */
export function writeCassetteFile(projectDir: string, path: string, cassette: Cassette): void {
  const bytes = new TextEncoder().encode(cassetteText(cassette))
  const { exchanges } = cassette
  if (bytes.byteLength > CASSETTE_LIMITS.bytes || exchanges.length > CASSETTE_LIMITS.exchanges)
    throw new UserError(
      'cassette-too-large',
      `The recording has ${exchanges.length} exchanges and ${bytes.byteLength} bytes; a cassette takes ${CASSETTE_LIMITS.exchanges} and ${CASSETTE_LIMITS.bytes}.`,
      'Record less at once.',
    )
  refuseCassettePath(projectDir, path)
  writeFileAtomically(path, bytes, { inside: projectDir })
}

/**
 * Asked before anything is recorded: whether a cassette may be written there. A broken cassette may be recorded again; a file that
 * never was one is somebody's work.
 * @param path relative to the project
 * @throws UserError
 */
export function refuseCassettePath(projectDir: string, path: string): void {
  if (!path.endsWith('.json'))
    throw new UserError(
      'bad-cassette-name',
      `The cassette ${quote(path)} has no name that ends in .json.`,
      'Name it for example cassettes/fetch.json.',
    )
  const file = readFileInside(projectDir, path, CASSETTE_LIMITS.bytes)
  if (file.ok && Buffer.from(file.bytes).includes('yoi-plugin/cassette@')) return
  const blocked = findBlockedFolder(projectDir, path)
  if (!file.ok && file.problem.kind === 'missing' && blocked === undefined) return
  const what = blocked ?? (file.ok ? 'it exists and is no cassette' : problemOf(file.problem))
  throw new UserError(
    'output-not-ours',
    `The cassette ${quote(path)} is not written: ${what}. It is left as it is.`,
    'Move it away if it may be replaced, or name another file inside the project.',
  )
}

/** A file where a folder belongs. */
function findBlockedFolder(projectDir: string, path: string): string | undefined {
  const names = path.split('/').slice(0, -1)
  const folders = names.map((_, index) => names.slice(0, index + 1).join('/'))
  const found = folders.find(folder =>
    lstatSync(join(projectDir, folder), { throwIfNoEntry: false })?.isFile(),
  )
  return found === undefined ? undefined : `${quote(found)} is not a folder`
}
