import { setImmediate } from 'node:timers/promises'
import type { Finding } from '../finding.ts'
import type { FileProblem, FileReading } from '../package/read-file.io.ts'
import { readFileInside } from '../package/read-file-inside.io.ts'
import { quote } from '../quote.ts'
import type { Case } from './case.ts'
import { listProjectFiles } from './list-project-files.io.ts'
import { readCase } from './read-case.ts'

const CASES_FOLDER = 'cases'
const MAX_CASES = 1_000
const MAX_CASE_BYTES = 1024 * 1024
const MAX_ALL_BYTES = 8 * 1024 * 1024

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
  const cases: Case[] = []
  let leftBytes = MAX_ALL_BYTES
  for (const file of files.slice(0, MAX_CASES)) {
    const reading = readFileInside(projectDir, file, MAX_CASE_BYTES)
    leftBytes -= reading.ok ? reading.bytes.byteLength : 0
    if (leftBytes < 0) {
      findings.push(refused(CASES_FOLDER, `more than ${MAX_ALL_BYTES} bytes in all its files together`))
      break
    }
    const { entry, findings: found } = readCaseFile(file, reading)
    if (entry) cases.push(entry)
    findings.push(...found)
    // A signal is handled between two files, however long each takes.
    await setImmediate()
  }
  return { cases, findings }
}

function readCaseFile(file: string, reading: FileReading): ReturnType<typeof readCase> {
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
