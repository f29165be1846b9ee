import { expect, test } from 'vitest'
import { fuzzArchives } from '../../fuzz/fuzz-archives.ts'
import { MAX_MS_EACH } from '../../fuzz/fuzz-report.ts'

// `node test/fuzz/run.mjs` takes 20,000 of them.
test('damaged archives are read or refused, none throws and none hangs', () => {
  const runs = 1_000
  const { outcomes, slowestMs } = fuzzArchives(runs)
  expect(slowestMs).toBeLessThan(MAX_MS_EACH)
  expect(Math.min(...Object.values(outcomes)), JSON.stringify(outcomes)).toBeGreaterThan(runs / 20)
})
