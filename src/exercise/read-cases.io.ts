import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Finding } from '../finding.ts'
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
  const readings = await Promise.all(files.slice(0, MAX_CASES).map(file => readCaseFile(projectDir, file)))
  return {
    cases: readings.flatMap(reading => (reading.entry ? [reading.entry] : [])),
    findings: [...findings, ...readings.flatMap(reading => reading.findings)],
  }
}

async function readCaseFile(projectDir: string, file: string): Promise<ReturnType<typeof readCase>> {
  let handle: Awaited<ReturnType<typeof open>> | undefined
  try {
    handle = await open(
      join(projectDir, file),
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    )
    const { size } = await handle.stat()
    if (size > MAX_CASE_BYTES)
      return { findings: [refused(file, `${size} bytes, more than ${MAX_CASE_BYTES}`)] }
    return readCase(file, await handle.readFile())
  } catch (error) {
    return {
      findings: [refused(file, `not readable (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`)],
    }
  } finally {
    await handle?.close()
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
