import type { CaseReport } from '../check/check-report.ts'
import type { HostRevision } from '../contract/host-revisions.ts'
import type { Finding } from '../finding.ts'
import { answerCases } from './answers/answer-cases.io.ts'
import { refuseCassettes, type WrittenCassette, writeRecordings } from './cassette/write-recordings.io.ts'
import { isBroken, type OpenTest, openTest, type TestOptions, toldProblems } from './open-test.io.ts'
import { authorizeAsProject, type ExerciseRun, runExercise, usesOf } from './run-exercise.io.ts'

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
  /** Cassettes that were written, in the order of their cases; null: nothing was recorded. */
  readonly recordings: readonly WrittenCassette[] | null
  /** Of `[record] secrets`: environment variables that are not set. */
  readonly unsetSecrets: readonly string[]
}

export interface TestPathOptions extends TestOptions {
  /** Write what the network gave into cassettes. */
  readonly isRecording?: boolean
}

/**
 * Runs the cases of a project folder on its component as it was last built, with the grants that `check` gives them.
 * Builds nothing and applies no static rule.
 * @param directory absolute
 * @throws UserError for secrets that cannot be used, and for a cassette that cannot be written
 * @source design 3, 7
 */
export async function testPath(directory: string, options: TestPathOptions): Promise<TestReport> {
  const { isRecording = false } = options
  const test = await openTest(directory, options)
  const { plugin, settings, limits, cases, shelf, networkOf, secrets } = test
  const { ignore } = settings.record
  if (isRecording) refuseCassettes(directory, cases)
  const exercise = isBroken(test)
    ? null
    : await runExercise({
        plugin,
        limits,
        cases,
        hasSmokeCalls: false,
        projectDir: directory,
        authorize: authorizeAsProject(plugin.manifest, settings.grants),
        openAnswers: answerCases({ networkOf, shelf, secrets, ignore }),
        cacheFolder: options.cacheFolder,
        spare: options.spare,
        signal: options.signal,
      })
  return {
    inputPath: options.inputPath,
    caseCount: test.allCases.length,
    cases: exercise?.reports ?? [],
    findings: [
      ...toldProblems(test),
      ...test.caseFindings,
      ...(exercise?.findings ?? []),
      ...(networkOf ? [] : cassetteFindings(test, exercise, !options.filter)),
    ],
    limits,
    recordings: isRecording ? writeRecordings(directory, exercise?.ran ?? [], ignore) : null,
    unsetSecrets: test.unset,
  }
}

/** With a filter nothing is known of the cassettes of other cases. */
function cassetteFindings(
  { shelf, cases, allCases, caseFindings, secrets }: OpenTest,
  exercise: ExerciseRun | null,
  hasAllCases: boolean,
): Finding[] {
  return [
    ...shelf.findings(cases, secrets),
    ...(hasAllCases && caseFindings.length === 0 ? shelf.unusedFiles(allCases) : []),
    ...(exercise ? shelf.staleExchanges(usesOf(exercise), allCases) : []),
  ]
}

/** True when nothing failed; a project without cases has nothing that could. */
export function hasPassed(report: TestReport): boolean {
  return report.findings.every(({ severity }) => severity !== 'error')
}
