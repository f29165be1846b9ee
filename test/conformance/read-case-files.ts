import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConformanceCase } from './conformance-case.ts'

/** Every data file of a folder, sorted by name. */
export function listCaseFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => join(folder, name))
}

/** Reads one data file; says which entry is not a case. */
export function readCaseFile(path: string): ConformanceCase[] {
  const cases: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!Array.isArray(cases)) throw new Error(`${path} is not a JSON array of cases`)
  for (const [index, entry] of cases.entries())
    if (!isCase(entry)) throw new Error(`${path}: entry ${index} has no id, area, input or expect`)
  return cases
}

function isCase(entry: unknown): entry is ConformanceCase {
  const { id, area, input, expect } = (entry ?? {}) as Partial<ConformanceCase>
  return (
    typeof id === 'string' &&
    typeof area === 'string' &&
    typeof input === 'object' &&
    (expect === 'accept' || expect === 'reject')
  )
}
