import type { Finding } from '../finding.ts'
import type { FileProblem } from '../package/read-file.io.ts'
import { readFileInside } from '../package/read-file-inside.io.ts'
import { quote } from '../quote.ts'
import type { Case } from './case.ts'
import { listProjectFiles } from './list-project-files.io.ts'
import { readCase } from './read-case.ts'

const CASES_FOLDER = 'cases'
const MAX_CASES = 1_000
const MAX_CASE_BYTES = 1024 * 1024

export interface CasesReading {
  /** In the order in which they run: ascending by path. */
  readonly cases: readonly Case[]
  readonly findings: readonly Finding[]
}

/**
 * Reads every .toml file below `cases/` of a project. Symlinks, and what is not a regular file, are findings: a case never leads outside.
 * @param projectDir absolute path of the project
 */
export async function readCases(projectDir: string): Promise<CasesReading> {
  const { files, odd } = await listProjectFiles(projectDir, CASES_FOLDER, '.toml')
  const findings = odd.map(({ path, what }) => refused(path, what))
  if (files.length > MAX_CASES)
    findings.push(refused(CASES_FOLDER, `${files.length} files, more than ${MAX_CASES}`))
  const readings = files.slice(0, MAX_CASES).map(file => readCaseFile(projectDir, file))
  return {
    cases: readings.flatMap(reading => (reading.entry ? [reading.entry] : [])),
    findings: [...findings, ...readings.flatMap(reading => reading.findings)],
  }
}

function readCaseFile(projectDir: string, file: string): ReturnType<typeof readCase> {
  const reading = readFileInside(projectDir, file, MAX_CASE_BYTES)
  return reading.ok
    ? readCase(file, reading.bytes)
    : { findings: [refused(file, describeProblem(reading.problem))] }
}

/** What follows "it is". */
function describeProblem(problem: FileProblem): string {
  switch (problem.kind) {
    case 'symlink':
      return problem.folder === undefined ? 'a symlink' : `behind the symlink ${quote(problem.folder)}`
    case 'not-a-file':
      return problem.what
    case 'too-large':
      return `${problem.byteLength} bytes, more than ${MAX_CASE_BYTES}`
    case 'missing':
      return 'not there any more'
    case 'unreadable':
      return `not readable (${problem.reason})`
  }
}

function refused(file: string, reason: string): Finding {
  return {
    rule: 'case/unreadable',
    severity: 'error',
    message: `The case cannot be used: it is ${reason}.`,
    why: "Cases are small regular files inside the project, so that checking a stranger's plugin reads nothing else.",
    fix: 'Keep cases as .toml files in cases/, or remove it.',
    at: { file },
  }
}
