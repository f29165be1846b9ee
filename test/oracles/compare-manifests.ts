import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { PACKAGE_LIMITS } from '../../src/contract/limits.ts'
import { readManifest } from '../../src/manifest/read-manifest.ts'
import { MANIFEST_VOCABULARY } from '../fuzz/manifest-vocabulary.ts'
import { mutateToml } from '../support/mutate-toml.ts'
import { randomSource } from '../support/random-source.ts'

/** Every manifest of the conformance cases, and so many mutations of one that uses every key. */
export function manifestTexts(mutations: number, folder: URL): string[] {
  const cases: { input: { toml?: string } }[] = ['manifest', 'check'].flatMap(area =>
    JSON.parse(readFileSync(new URL(`conformance/${area}.json`, folder), 'utf8')),
  )
  const original = readFileSync(new URL('fixtures/manifest/full-plugin.toml', folder), 'utf8')
  const random = randomSource(1_979)
  const mutated = Array.from({ length: mutations }, () =>
    mutateToml(original, random, MANIFEST_VOCABULARY, random.below(2) === 0),
  )
  // The size is judged before the text, and lone surrogates have no UTF-8.
  return [...cases.flatMap(({ input }) => input.toml ?? []), ...mutated]
    .map(text => Buffer.from(text))
    .filter(({ byteLength }) => byteLength <= PACKAGE_LIMITS.manifestBytes)
    .map(bytes => bytes.toString())
}

/** @param found one line of the oracle: the manifest as JSON, or `null`; undefined when the two agree */
export function compareManifest(text: string, found: string): string | undefined {
  const { manifest } = readManifest(new TextEncoder().encode(text), new Set())
  const ours = manifest === undefined ? null : JSON.parse(JSON.stringify(manifest))
  // JSON.stringify has no minus zero.
  const theirs = JSON.parse(found.replace(/(?<=[:[,])-0\.0(?=[,\]}])/g, '0'))
  if (isDeepStrictEqual(ours, theirs)) return undefined
  return `${JSON.stringify(text)}\n  host: ${found}\n  ours: ${JSON.stringify(ours)}`
}
