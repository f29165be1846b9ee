import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { type CheckReport, isAccepted } from '../check/check-report.ts'
import { DEFAULT_HOST_REVISION } from '../contract/host-revisions.ts'
import { EXIT, type ExitCode } from '../errors.ts'
import { type CheckOptions, checkPath } from '../exercise/check-path.io.ts'
import { mapBounded } from './map-bounded.ts'
import { describeError, type ErrorReport } from './report-error.ts'
import type { Terminal } from './terminal.ts'

export interface CheckedInput {
  readonly report: CheckReport
  readonly exit: ExitCode
}

type Options = Omit<CheckOptions, 'inputPath'>

/** Checks one input; what is wrong with the command line is thrown. */
export async function checkInput(
  inputPath: string,
  options: Options,
  { cwd }: Pick<Terminal, 'cwd'>,
): Promise<CheckedInput> {
  const report = await checkPath(resolve(cwd, inputPath), { ...options, inputPath })
  return { report, exit: isAccepted(report) ? EXIT.ok : EXIT.problemsFound }
}

/** Checks several inputs, as many at a time as there are processors. One that cannot be read does not hide the others. */
export async function checkInputs(
  inputPaths: readonly string[],
  options: Options,
  terminal: Pick<Terminal, 'cwd'>,
): Promise<CheckedInput[]> {
  return mapBounded(inputPaths, availableParallelism(), async inputPath => {
    try {
      return await checkInput(inputPath, options, terminal)
    } catch (error) {
      const described = describeError(error)
      return { report: unusableReport(inputPath, described), exit: described.exit }
    }
  })
}

function unusableReport(inputPath: string, { what, fix }: ErrorReport): CheckReport {
  return {
    plugin: { inputKind: 'package', inputPath, files: new Map(), findings: [] },
    findings: [
      {
        rule: 'check/unusable-input',
        severity: 'error',
        message: what,
        why: 'Nothing is known about this input, and what is not checked is not accepted.',
        fix,
      },
    ],
    suppressed: [],
    cases: [],
    footprint: null,
    hostRevision: DEFAULT_HOST_REVISION.id,
    acceptedBy: [],
    packageLimits: DEFAULT_HOST_REVISION.package,
    fuelPerCall: DEFAULT_HOST_REVISION.fuelPerCall,
    wasExercised: false,
  }
}
