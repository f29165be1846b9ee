import { expect, test } from 'vitest'
import { fuzzManifests } from '../fuzz/fuzz-manifests.ts'
import { MAX_MS_EACH } from '../fuzz/fuzz-report.ts'

// `node test/fuzz/run.mjs` takes 20,000 of them.
test('mutated manifests give findings only, each with a place, none slowly', () => {
  const runs = 1_000
  const { outcomes, slowestMs } = fuzzManifests(runs, new URL('../fixtures/', import.meta.url))
  expect(slowestMs).toBeLessThan(MAX_MS_EACH)
  expect(Math.min(...Object.values(outcomes)), JSON.stringify(outcomes)).toBeGreaterThan(runs / 200)
})
