import { constants } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Finding } from '../finding.ts'
import { comparePaths } from '../package/compare-paths.ts'
import type { Case } from './case.ts'
import { readCase } from './read-case.ts'

const CASES_FOLDER = 'cases'
const MAX_CASES = 1_000
const MAX_CASE_BYTES = 1024 * 1024
const MAX_DEPTH = 8

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
  const found = await listCaseFiles(projectDir, CASES_FOLDER, 0)
  const files = found.files.sort(comparePaths)
  const findings = [...found.findings]
  if (files.length > MAX_CASES)
    findings.push(refused(CASES_FOLDER, `${files.length} files, more than ${MAX_CASES}`))
  const readings = await Promise.all(files.slice(0, MAX_CASES).map(file => readCaseFile(projectDir, file)))
  return {
    cases: readings.flatMap(reading => (reading.entry ? [reading.entry] : [])),
    findings: [...findings, ...readings.flatMap(reading => reading.findings)],
  }
}

async function listCaseFiles(
  projectDir: string,
  folder: string,
  depth: number,
): Promise<{ files: string[]; findings: Finding[] }> {
  const path = join(projectDir, folder)
  const status = await lstat(path).catch(() => undefined)
  if (status === undefined) return { files: [], findings: [] }
  if (!status.isDirectory()) return { files: [], findings: [refused(folder, 'not a folder')] }
  if (depth > MAX_DEPTH) return { files: [], findings: [refused(folder, `deeper than ${MAX_DEPTH} folders`)] }
  const files: string[] = []
  const findings: Finding[] = []
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const child = `${folder}/${entry.name}`
    if (entry.isDirectory()) {
      const below = await listCaseFiles(projectDir, child, depth + 1)
      files.push(...below.files)
      findings.push(...below.findings)
    } else if (entry.name.endsWith('.toml')) {
      if (entry.isFile()) files.push(child)
      else findings.push(refused(child, entry.isSymbolicLink() ? 'a symlink' : 'not a regular file'))
    }
  }
  return { files, findings }
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
