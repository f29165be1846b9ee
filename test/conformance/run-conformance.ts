import type { ConformanceCase } from './conformance-case.ts'
import { judgeCase, type Outcome } from './judge-case.ts'
import { listCaseFiles, readCaseFile } from './read-case-files.ts'

interface Tally {
  passed: number
  failed: number
  skipped: number
}

/**
 * Judges every case of the data folder and of the given files, and prints a count per area.
 * @returns 0 when no case failed, 1 when one did, 2 when a file is no case file
 */
export function runConformance(
  dataFolder: string,
  moreFiles: readonly string[],
  print: (line: string) => void,
): number {
  let cases: ConformanceCase[]
  try {
    cases = [...listCaseFiles(dataFolder), ...moreFiles].flatMap(readCaseFile)
  } catch (error) {
    print(error instanceof Error ? error.message : String(error))
    return 2
  }
  const judged = cases.map(entry => ({ entry, outcome: judgeCase(entry) }))
  for (const [area, tally] of tallyByArea(judged)) print(`${area.padEnd(24)}${describe(tally)}`)
  const failures = judged.flatMap(({ entry, outcome }) =>
    outcome.status === 'failed' ? [{ entry, outcome }] : [],
  )
  for (const { entry, outcome } of failures) {
    print(`FAILED ${entry.area}/${entry.id}: ${entry.why}`)
    print(`  expected ${outcome.expected}`)
    print(`  found    ${outcome.found}`)
  }
  print(describe(tallyAll(judged)))
  return failures.length === 0 ? 0 : 1
}

type Judged = readonly { readonly entry: ConformanceCase; readonly outcome: Outcome }[]

function tallyByArea(judged: Judged): Map<string, Tally> {
  const areas = [...new Set(judged.map(({ entry }) => entry.area))].sort()
  return new Map(areas.map(area => [area, tallyAll(judged.filter(({ entry }) => entry.area === area))]))
}

function tallyAll(judged: Judged): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 }
  for (const { outcome } of judged) tally[outcome.status] += 1
  return tally
}

function describe({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}
