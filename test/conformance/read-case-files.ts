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

/**
 * Reads one data file. A case without an input is one for people, as if it only had a description.
 * @throws Error that names the file, and the entry which is no case
 */
export function readCaseFile(path: string): ConformanceCase[] {
  const cases = parse(path)
  if (!Array.isArray(cases)) throw new Error(`${path} is not a JSON array of cases`)
  return cases.map((entry: unknown, index) => {
    if (!isCase(entry)) throw new Error(`${path}: entry ${index} has no id, area or expect`)
    const input = isObject(entry.input) ? entry.input : {}
    return { ...entry, why: entry.why ?? '', input }
  })
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''))
  } catch (error) {
    throw new Error(`${path} cannot be read as JSON: ${error instanceof Error ? error.message : error}`)
  }
}

function isCase(entry: unknown): entry is ConformanceCase {
  const { id, area, expect } = (entry ?? {}) as Partial<ConformanceCase>
  return typeof id === 'string' && typeof area === 'string' && (expect === 'accept' || expect === 'reject')
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
