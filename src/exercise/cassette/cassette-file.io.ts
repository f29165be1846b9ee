import { UserError } from '../../errors.ts'
import { type FileProblem, readFileInside } from '../../package/read-file.io.ts'
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
  if (!path.endsWith('.json'))
    throw new UserError(
      'bad-cassette-name',
      `The cassette ${quote(path)} has no name that ends in .json.`,
      'Name it for example cassettes/fetch.json.',
    )
  const bytes = new TextEncoder().encode(cassetteText(cassette))
  const { exchanges } = cassette
  if (bytes.byteLength > CASSETTE_LIMITS.bytes || exchanges.length > CASSETTE_LIMITS.exchanges)
    throw new UserError(
      'cassette-too-large',
      `The recording has ${exchanges.length} exchanges and ${bytes.byteLength} bytes; a cassette takes ${CASSETTE_LIMITS.exchanges} and ${CASSETTE_LIMITS.bytes}.`,
      'Record less at once.',
    )
  refuseStranger(projectDir, path)
  writeFileAtomically(path, bytes, { inside: projectDir })
}

/** A broken cassette may be recorded again; a file that never was one is somebody's work. */
function refuseStranger(projectDir: string, path: string): void {
  const file = readFileInside(projectDir, path, CASSETTE_LIMITS.bytes)
  const isCassette = file.ok && Buffer.from(file.bytes).includes('yoi-plugin/cassette@')
  if (isCassette || (!file.ok && file.problem.kind !== 'too-large')) return
  throw new UserError(
    'output-not-ours',
    `${quote(path)} exists and is no cassette; it is left as it is.`,
    'Move it away if it may be replaced, or name another file.',
  )
}
