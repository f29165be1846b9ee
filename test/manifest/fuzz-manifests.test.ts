import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { MANIFEST_RULES } from '../../src/manifest/manifest-rules.ts'
import { readManifest } from '../../src/manifest/read-manifest.ts'
import { checkToolDefinitions } from '../../src/manifest/tools/check-tool-definitions.ts'
import { mutateToml, type TomlVocabulary } from '../support/mutate-toml.ts'
import { randomSource } from '../support/random-source.ts'

const RUNS = 20_000
const MAX_MS_EACH = 1_000
const PATHS = new Set(['plugin.component.wasm', 'start.sh'])

const VOCABULARY: TomlVocabulary = {
  keys: [
    'name',
    'id',
    'kind',
    'type',
    'properties',
    'required',
    'items',
    'enum',
    '__proto__',
    'constructor',
    '"a.b"',
    'tools',
    'runtime.kind',
  ],
  values: [
    '1',
    '-0.0',
    '1e400',
    'nan',
    '99999999999999999999',
    '1979-05-27',
    '07:32',
    '""',
    '[]',
    '{}',
    '[[]]',
    '{ tool = {} }',
    '["tool", "x"]',
    '"wasm"',
    '"../x"',
    '"\\u0000"',
    "'''\n'''",
    '{ __proto__ = 1 }',
    '[1, 1.0]',
  ],
}

test('20,000 mutated manifests: findings only, each with a place, none slow', () => {
  const original = readFileSync(new URL('../fixtures/manifest/full-plugin.toml', import.meta.url), 'utf8')
  const encoder = new TextEncoder()
  const random = randomSource(2_026)
  const counts = { accepted: 0, shape: 0, syntax: 0 }
  let slowestMs = 0
  for (let run = 0; run < RUNS; run += 1) {
    const text = mutateToml(original, random, VOCABULARY, true)
    const start = performance.now()
    const reading = readManifest(encoder.encode(text), PATHS)
    const tools = reading.manifest ? checkToolDefinitions(reading.manifest, reading.toolSchemas) : []
    for (const { path, part } of tools) reading.locate(path, part)
    slowestMs = Math.max(slowestMs, performance.now() - start)

    const errors = reading.problems.filter(({ severity }) => severity === 'error')
    if (errors.length > 0 !== (errors.filter(({ isHostFirst }) => isHostFirst).length === 1)) {
      expect.fail(`the host's first problem is not marked: ${text}`)
    }
    const isWorded = reading.problems.every(
      ({ rule, message, why, fix, at }) =>
        rule in MANIFEST_RULES && message.length < 1_000 && why !== '' && fix !== '' && at.line !== undefined,
    )
    if (!isWorded) expect.fail(`a problem without its words or its place: ${text}`)
    if (reading.problems.some(({ rule }) => rule === 'manifest/syntax')) counts.syntax += 1
    else if (reading.manifest === undefined) counts.shape += 1
    else counts.accepted += 1
  }
  expect(slowestMs).toBeLessThan(MAX_MS_EACH)
  expect(Math.min(...Object.values(counts)), JSON.stringify(counts)).toBeGreaterThan(RUNS / 50)
}, 120_000)
