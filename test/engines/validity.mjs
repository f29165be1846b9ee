// Compares our verdict on components (refused or not) with that of a second WebAssembly engine: small ones from
// test/fixtures/component, many mutated from them, and a dozen that other toolchains and our own built. Of the built ones
// it compares the imports and exports with those that WIT tooling prints, too; of all that are sound, the footprint: that
// much must be enough to instantiate, and no less. Argument: a Python that has the wasmtime wheel.
// Prints a line per disagreement and, last, "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { componentWit, parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { loadOurs } from '../support/load-ours.mjs'
import { readCorpus } from './corpus.mjs'

const MUTATIONS = 3_000
const SEED = 0xc0de
const MOST_SEED_BYTES = 20_000
/** Built by earlier steps: test/engines/run.mjs and scripts/rust.mjs. */
const EXAMPLES = ['echo', 'notes', 'word-frequency', 'rust-http-json']

const python = process.argv[2]
const counts = { passed: 0, failed: 0 }
const folder = mkdtempSync(join(tmpdir(), 'yoi-validity-'))

try {
  const ours = await loadOurs(
    `export { readComponent } from './src/component/read-component.ts'
    export { validateCoreModules } from './src/component/validate-core-modules.ts'
    export { buildFromWit } from './test/support/build-from-wit.ts'
    export { factLines, printedLines } from './test/support/wit-lines.ts'
    export { witSource } from './test/support/wit-source.ts'
    export { mutate, randomSource } from './test/support/mutate.ts'`,
  )
  const built = (await builtComponents(ours)).filter(isThere)
  const small = await fixtures()
  const cases = [...small, ...built, ...mutations(small, ours)]
  for (const each of cases) each.ours = judge(each.bytes, ours)
  askEngine(cases)
  for (const each of cases) compareVerdicts(each)
  for (const each of built) await compareWit(each, ours)
  console.log(`${counts.passed} passed, ${counts.failed} failed`)
  process.exitCode = counts.failed === 0 && counts.passed > MUTATIONS / 2 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function builtComponents({ buildFromWit, witSource }) {
  const examples = EXAMPLES.map(name => join('examples', name, 'plugin.component.wasm')).map(name => {
    try {
      return { name, bytes: readFileSync(name) }
    } catch {
      return { name, bytes: null, reason: 'it was not built' }
    }
  })
  const composed = await parse(readFileSync('test/guests/composed.wat', 'utf8'))
  return [
    ...examples,
    ...(await readCorpus(python)),
    { name: 'standard encoder', bytes: await buildFromWit(witSource(), 'instance') },
    { name: 'composed', bytes: composed },
  ]
}

function isThere({ name, bytes, reason }) {
  if (bytes === null) count(false, `${name} cannot be judged: ${reason}`)
  return bytes !== null
}

async function fixtures() {
  const cases = []
  for (const kind of ['valid', 'invalid']) {
    const texts = `test/fixtures/component/${kind}`
    for (const file of readdirSync(texts).filter(name => name.endsWith('.wat'))) {
      cases.push({ name: `${kind}/${file}`, bytes: await parse(readFileSync(join(texts, file), 'utf8')) })
    }
  }
  return cases
}

function mutations(small, { mutate, randomSource }) {
  const seeds = small.filter(({ bytes }) => bytes.length < MOST_SEED_BYTES)
  const random = randomSource(SEED)
  return Array.from({ length: MUTATIONS }, (_, round) => {
    const { name, bytes } = seeds[random(seeds.length)]
    return { name: `${name}, mutation ${round}`, bytes: mutate(bytes, random), isMutated: true }
  })
}

/** `isSound` is null where this Node lacks a feature that the module uses: we refuse nothing then, and promise nothing. */
function judge(bytes, { readComponent, validateCoreModules }) {
  const { format, refusal, footprint } = readComponent(bytes)
  if (format !== 'component') return { isSound: false, reason: `format ${format}` }
  if (refusal) return { isSound: false, reason: refusal.reason }
  const verdicts = validateCoreModules(bytes)
  const fault = verdicts.find(each => each.verdict === 'invalid')
  if (fault) return { isSound: false, reason: fault.reason }
  const { coreInstances, tables, memories } = footprint
  const isKnown = verdicts.every(each => each.verdict === 'valid')
  return {
    isSound: isKnown ? true : null,
    reason: isKnown ? 'sound' : 'not refused',
    footprint: [coreInstances, tables, memories],
  }
}

/** Adds what the engine says as `theirs`. */
function askEngine(cases) {
  const inputs = join(folder, 'inputs')
  mkdirSync(inputs)
  const footprints = {}
  for (const [index, { bytes, ours, isMutated }] of cases.entries()) {
    writeFileSync(join(inputs, `${index}.wasm`), bytes)
    if (ours.footprint && !isMutated) footprints[index] = ours.footprint
  }
  writeFileSync(join(inputs, 'footprints.json'), JSON.stringify(footprints))
  const script = 'test/engines/validate_wasmtime.py'
  const arguments_ = [script, inputs, String(cases.length)]
  const result = spawnSync(python, arguments_, { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (result.status !== 0) throw new Error(`${script}: ${result.error ?? result.stderr}`)
  for (const [index, verdict] of JSON.parse(result.stdout).entries()) cases[index].theirs = verdict
}

function compareVerdicts({ name, ours, theirs, isMutated }) {
  const isCompared = ours.isSound !== null || !isMutated
  if (isCompared)
    count((ours.isSound ?? true) === theirs.isSound, `${name}: ours ${ours.reason}, theirs ${theirs.reason}`)
  if (theirs.isExact !== null) count(theirs.isExact, `${name}: footprint ${ours.footprint} is not exact`)
}

async function compareWit({ name, bytes }, { readComponent, factLines, printedLines }) {
  const facts = factLines(readComponent(bytes))
  const printed = printedLines(await componentWit(bytes))
  const differing = [
    ...facts.filter(line => !printed.includes(line)),
    ...printed.filter(line => !facts.includes(line)),
  ]
  count(
    differing.length === 0 && facts.length === printed.length,
    `${name}: WIT differs in ${differing.join('; ')}`,
  )
}

function count(isGood, complaint) {
  counts[isGood ? 'passed' : 'failed']++
  if (!isGood) console.log(`FAIL ${complaint}`)
}
