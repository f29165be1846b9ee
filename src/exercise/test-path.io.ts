import type { CaseReport } from '../check/check-report.ts'
import type { HostRevision } from '../contract/host-revisions.ts'
import type { Finding } from '../finding.ts'
import { loadPlugin } from '../package/load-plugin.ts'
import { readPackage } from '../package/read-package.io.ts'
import { readSettings } from '../package/read-settings.io.ts'
import type { Network } from './answers/network.ts'
import { CassetteShelf } from './cassette/cassette-shelf.io.ts'
import { resolveSecrets, type SecretSources } from './cassette/resolve-secrets.ts'
import {
  refuseSharedCassettes,
  type WrittenCassette,
  writeRecordings,
} from './cassette/write-recordings.io.ts'
import { chooseHostRevision } from './choose-host-revision.ts'
import { applyHostSettings } from './host-limits.ts'
import { readCases } from './read-cases.io.ts'
import { runExercise, usesOf } from './run-exercise.io.ts'

export interface TestOptions {
  /** The folder as the user typed it, for reports. */
  readonly inputPath: string
  /** Only cases whose file or tool has this text in it. */
  readonly filter?: string | undefined
  /** The network; absent: cassettes stand in for it. */
  readonly network?: Network | undefined
  /** Write what the network gave into cassettes. */
  readonly isRecording?: boolean
  /** Secrets to hide, see `resolveSecrets`; `[record] secrets` of the project come to them. Absent: none. */
  readonly secrets?: Omit<SecretSources, 'named'>
  readonly cacheFolder?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** What the cases of a project came to. */
export interface TestReport {
  readonly inputPath: string
  /** Cases in the project, readable ones, before the filter. */
  readonly caseCount: number
  /** In the order of the files. */
  readonly cases: readonly CaseReport[]
  /** Cases that failed or could not be used, and problems of the project that keep them from running. */
  readonly findings: readonly Finding[]
  readonly limits: HostRevision
  /** Cassettes that were written, in the order of their cases. */
  readonly recordings: readonly WrittenCassette[]
  /** Of `[record] secrets`: environment variables that are not set. */
  readonly unsetSecrets: readonly string[]
}

/**
 * Runs the cases of a project folder on its component as it was last built, with the grants that `check` gives them.
 * Builds nothing and applies no static rule.
 * @param directory absolute
 * @source design 3, 7
 */
export async function testPath(directory: string, options: TestOptions): Promise<TestReport> {
  const { inputPath, filter, cacheFolder, signal, network = null } = options
  const project = readSettings(directory)
  const { settings } = project
  const chosen = chooseHostRevision(undefined, project)
  const limits = applyHostSettings(chosen.revision, settings.host)
  const plugin = loadPlugin(
    await readPackage(directory, { inputPath, include: settings.pack.include, limits: limits.package }),
  )
  const [reading, shelf] = await Promise.all([readCases(directory), CassetteShelf.open(directory)])
  const problems = [...project.findings, ...chosen.findings, ...plugin.findings]
  const cases = reading.cases.filter(({ file, tool }) => !filter || `${file} ${tool}`.includes(filter))
  if (options.isRecording) refuseSharedCassettes(cases)
  const { secrets, unset } = resolveSecrets({
    typed: [],
    env: {},
    ...options.secrets,
    named: settings.record.secrets,
  })
  const isBroken = problems.some(({ severity }) => severity === 'error')
  const exercise = isBroken
    ? null
    : await runExercise({
        plugin,
        limits,
        cases,
        hasSmokeCalls: false,
        projectDir: directory,
        projectGrants: settings.grants,
        answers: { network, shelf, secrets, ignore: settings.record.ignore },
        cacheFolder,
        signal,
      })
  const isWhole = !filter && reading.findings.length === 0
  return {
    inputPath,
    caseCount: reading.cases.length,
    cases: exercise?.reports ?? [],
    findings: [
      ...problems.filter(({ severity, rule }) => severity === 'error' || rule.startsWith('build/')),
      ...reading.findings,
      ...(exercise?.findings ?? []),
      ...(network ? [] : shelf.findings(cases, secrets)),
      ...(network || !isWhole ? [] : shelf.unusedFiles(reading.cases)),
      ...(network || !exercise ? [] : shelf.staleExchanges(usesOf(exercise), reading.cases)),
    ],
    limits,
    recordings:
      options.isRecording && exercise ? writeRecordings(directory, exercise.ran, settings.record.ignore) : [],
    unsetSecrets: unset,
  }
}

/** True when nothing failed; a project without cases has nothing that could. */
export function hasPassed(report: TestReport): boolean {
  return report.findings.every(({ severity }) => severity !== 'error')
}
