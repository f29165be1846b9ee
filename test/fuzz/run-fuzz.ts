import { pathToFileURL } from 'node:url'
import { fuzzArchives } from './fuzz-archives.ts'
import { fuzzManifests } from './fuzz-manifests.ts'
import { type FuzzReport, MAX_MS_EACH } from './fuzz-report.ts'

const RUNS = 20_000
const MAX_BYTES = 200_000_000

/**
 * Runs every fuzz test in this process and says how it went; three promises each: nothing throws, nothing takes long,
 * nothing takes much memory.
 * @param folder of the fixtures
 * @returns exit code
 */
export function runFuzz(folder: string, print: (line: string) => void): number {
  const fixtures = pathToFileURL(`${folder}/`)
  const parts: [string, () => FuzzReport][] = [
    ['manifests', () => fuzzManifests(RUNS, fixtures)],
    ['archives', () => fuzzArchives(RUNS)],
  ]
  const failures = parts.flatMap(([name, fuzz]) => runPart(name, fuzz, print))
  for (const failure of failures) print(`FAILED ${failure}`)
  print(`${3 * parts.length - failures.length} passed, ${failures.length} failed`)
  return failures.length === 0 ? 0 : 1
}

function runPart(name: string, fuzz: () => FuzzReport, print: (line: string) => void): string[] {
  let report: FuzzReport
  try {
    report = fuzz()
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : String(error)}`]
  }
  const { runs, outcomes, slowestMs } = report
  const peakBytes = process.resourceUsage().maxRSS * 1024
  const counts = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`)
  print(
    `${name}: ${runs} (${counts.join(', ')}), slowest ${slowestMs.toFixed(1)} ms, peak ${(peakBytes / 1e6).toFixed(0)} MB`,
  )
  return [
    ...(slowestMs < MAX_MS_EACH ? [] : [`${name}: one took ${slowestMs.toFixed(0)} ms`]),
    ...(peakBytes < MAX_BYTES ? [] : [`${name}: the process took ${peakBytes} bytes of memory`]),
  ]
}
