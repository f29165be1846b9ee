import { readFileSync } from 'node:fs'
import { checkPlugin } from '../../src/check/check-plugin.ts'
import { DEFAULT_HOST_REVISION } from '../../src/contract/host-revisions.ts'
import type { ManifestReading } from '../../src/manifest/manifest-reading.ts'
import { MANIFEST_RULES } from '../../src/manifest/manifest-rules.ts'
import { readManifest } from '../../src/manifest/read-manifest.ts'
import { checkToolDefinitions } from '../../src/manifest/tools/check-tool-definitions.ts'
import { asDiscovered } from '../../src/package/as-discovered.ts'
import { judgePackage } from '../../src/package/host-verdict.ts'
import { loadPlugin } from '../../src/package/load-plugin.ts'
import { mutateToml } from '../support/mutate-toml.ts'
import { randomSource } from '../support/random-source.ts'
import { type FuzzReport, timed } from './fuzz-report.ts'
import { MANIFEST_VOCABULARY } from './manifest-vocabulary.ts'

const SEED = 2_026
const FILES = ['plugin.component.wasm', 'start.sh']
const encoder = new TextEncoder()

/**
 * Reads mutations of one manifest that uses every key, and checks what is well-formed: nothing throws, every problem has its
 * words and its place, and exactly one is marked as the host's first.
 * @param folder of the fixtures
 */
export function fuzzManifests(runs: number, folder: URL): FuzzReport {
  const original = readFileSync(new URL('manifest/full-plugin.toml', folder), 'utf8')
  const random = randomSource(SEED)
  const outcomes = { accepted: 0, refused: 0, 'not of its shape': 0, 'not TOML': 0 }
  let slowestMs = 0
  for (let run = 0; run < runs; run += 1) {
    const text = mutateToml(original, random, MANIFEST_VOCABULARY, true)
    const tookMs = timed(text, () => {
      outcomes[judge(encoder.encode(text))] += 1
    })
    slowestMs = Math.max(slowestMs, tookMs)
  }
  return { runs, outcomes, slowestMs }
}

function judge(bytes: Uint8Array): 'accepted' | 'refused' | 'not of its shape' | 'not TOML' {
  const reading = readManifest(bytes, new Set(FILES))
  assertSound(reading)
  if (reading.problems.some(({ rule }) => rule === 'manifest/syntax')) return 'not TOML'
  if (!reading.manifest) return 'not of its shape'
  for (const { path, part } of checkToolDefinitions(reading.manifest, reading.toolSchemas))
    reading.locate(path, part)
  return checkWhole(bytes) ? 'accepted' : 'refused'
}

function assertSound({ problems }: ManifestReading): void {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const first = errors.filter(({ isHostFirst }) => isHostFirst)
  if (first.length !== Math.min(1, errors.length)) throw new Error('not one problem is the first of the host')
  for (const { rule, message, why, fix, at } of problems) {
    const isWorded = message.length < 1_000 && why !== '' && fix !== '' && at.line !== undefined
    if (!isWorded || !(rule in MANIFEST_RULES)) throw new Error(`${rule} has not its words and its place`)
  }
}

/** Every static rule and the host's own verdict; whether the host would list the package. */
function checkWhole(manifest: Uint8Array): boolean {
  const files = new Map([['plugin.toml', manifest], ...FILES.map(name => [name, new Uint8Array(8)] as const)])
  const plugin = loadPlugin({
    inputKind: 'package',
    inputPath: 'x.yoi-plugin',
    files,
    isWhole: true,
    unread: new Set(),
    findings: [],
  })
  for (const { message, fix } of checkPlugin(plugin, DEFAULT_HOST_REVISION))
    if (message === '' || fix === '') throw new Error('a finding has no words')
  const found = asDiscovered(plugin, 'project')
  if (found) judgePackage(found, files)
  return found !== undefined
}
