import { isAbsolute, relative, resolve, sep } from 'node:path'
import { UserError } from '../errors.ts'
import type { Exchange } from '../exercise/cassette/cassette.ts'
import { CASSETTE_LIMITS } from '../exercise/cassette/cassette.ts'
import { refuseCassettePath } from '../exercise/cassette/cassette-file.io.ts'
import { readCassette } from '../exercise/cassette/read-cassette.ts'
import { readFileNoFollow } from '../package/read-file.io.ts'
import { quote } from '../quote.ts'
import type { Terminal } from './terminal.ts'

export interface CassetteFlags {
  readonly live: boolean
  readonly record: string | undefined
  readonly replay: string | undefined
}

/** @throws UserError for options that contradict each other */
export function refuseMixedFlags({ live, record, replay }: CassetteFlags): void {
  if (replay === undefined || (!live && record === undefined)) return
  throw new UserError(
    'replay-and-network',
    `--replay answers instead of the network; it cannot go with ${record === undefined ? '--live' : '--record'}.`,
    'Leave one of them out.',
  )
}

/**
 * Where a recording goes, relative to the project; nothing is written yet.
 * @param file as typed, relative to the current folder
 * @param project as typed
 * @param projectDir absolute; null when there is no project
 * @throws UserError when it would be outside the project, behind a link, or in the place of another file
 */
export function findRecordPath(
  file: string,
  { project, projectDir }: { readonly project: string; readonly projectDir: string | null },
  { cwd }: Pick<Terminal, 'cwd'>,
): string {
  if (projectDir === null)
    throw new UserError(
      'record-needs-project',
      `${quote(project)} is no project folder, and cassettes are written only into a project.`,
      'Name the folder of the project, and leave --no-config out.',
    )
  const path = relative(resolve(cwd, project), resolve(cwd, file)).split(sep).join('/')
  if (path.startsWith('../') || path === '..' || path === '' || isAbsolute(path))
    throw new UserError(
      'record-outside',
      `--record ${quote(file)} is outside the project ${quote(project)}; cassettes are written only into it.`,
      `Write --record ${project === '.' ? '' : `${project}/`}cassettes/${file.split('/').at(-1) || 'run.json'}.`,
    )
  refuseCassettePath(projectDir, path)
  return path
}

/** Reads the cassette that a person names. @throws UserError when it cannot be used */
export function readReplay(file: string, { cwd }: Pick<Terminal, 'cwd'>): readonly Exchange[] {
  const reading = readFileNoFollow(resolve(cwd, file), CASSETTE_LIMITS.bytes)
  if (!reading.ok)
    throw new UserError(
      'cassette-unreadable',
      `The cassette ${quote(file)} cannot be read (${reading.problem.kind}).`,
      'Name a cassette, or make it with --record.',
    )
  const { cassette, findings } = readCassette(file, reading.bytes)
  if (cassette) return cassette.exchanges
  const [{ message, fix, at }] = findings as [(typeof findings)[number]]
  throw new UserError(
    'cassette-unreadable',
    `${quote(file)}, line ${at?.line ?? 1}, column ${at?.column ?? 1}: ${message}`,
    fix,
  )
}
