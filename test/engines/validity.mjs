// Compares our verdict on components (refused or not) with that of a second WebAssembly engine: small ones from
// test/fixtures/component, many mutated from them, and the built examples. Where there are no imports it compares the
// footprint, too: that much must be enough to instantiate, and no less. Argument: a Python that has the wasmtime wheel.
// Prints a line per disagreement and, last, "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { build } from 'esbuild'

const MUTATIONS = 3_000
const SEED = 0xc0de

const python = process.argv[2]
const folder = mkdtempSync(join(tmpdir(), 'yoi-validity-'))

try {
  const { readComponent, validateCoreModules, mutate, randomSource } = await loadOurs()
  const cases = [...(await fixtures()), ...examples()]
  const seeds = cases.filter(each => each.bytes.length < 20_000)
  const random = randomSource(SEED)
  for (let round = 0; round < MUTATIONS; round++) {
    const { name, bytes } = seeds[random(seeds.length)]
    cases.push({ name: `${name}, mutation ${round}`, bytes: mutate(bytes, random), isMutated: true })
  }
  const ours = cases.map(each => judge(each.bytes, readComponent, validateCoreModules))
  const theirs = askEngine(cases, ours)
  const counts = { passed: 0, failed: 0 }
  for (const [index, { name }] of cases.entries()) {
    if (ours[index] === null) continue
    const isSame = ours[index].isSound === theirs[index].isSound
    counts[isSame ? 'passed' : 'failed']++
    if (!isSame) console.log(`FAIL ${name}: ours ${ours[index].reason}, theirs ${theirs[index].reason}`)
    if (theirs[index].isExact === null) continue
    counts[theirs[index].isExact ? 'passed' : 'failed']++
    if (!theirs[index].isExact) console.log(`FAIL ${name}: footprint ${ours[index].footprint} is not exact`)
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`)
  process.exitCode = counts.failed === 0 && counts.passed > MUTATIONS / 2 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function loadOurs() {
  const outfile = join(folder, 'ours.mjs')
  await build({
    stdin: {
      contents: `export { readComponent } from './src/component/read-component.ts'
        export { validateCoreModules } from './src/component/validate-core-modules.ts'
        export { mutate, randomSource } from './test/support/mutate.ts'`,
      resolveDir: process.cwd(),
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'warning',
  })
  return import(pathToFileURL(outfile).href)
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

function examples() {
  return readdirSync('examples')
    .map(name => join('examples', name, 'plugin.component.wasm'))
    .filter(path => existsSync(path))
    .map(path => ({ name: path, bytes: readFileSync(path) }))
}

/** Null where this Node lacks a feature that the module uses: then there is nothing to compare. */
function judge(bytes, readComponent, validateCoreModules) {
  const { format, refusal, imports, footprint } = readComponent(bytes)
  if (format !== 'component') return { isSound: false, reason: `format ${format}` }
  if (refusal) return { isSound: false, reason: refusal.reason }
  const verdicts = validateCoreModules(bytes)
  const fault = verdicts.find(each => each.verdict === 'invalid')
  if (fault) return { isSound: false, reason: fault.reason }
  if (verdicts.some(each => each.verdict === 'unknown')) return null
  const { coreInstances, tables, memories } = footprint
  return {
    isSound: true,
    reason: 'sound',
    ...(imports.length === 0 && { footprint: [coreInstances, tables, memories] }),
  }
}

function askEngine(cases, ours) {
  const inputs = join(folder, 'inputs')
  mkdirSync(inputs)
  for (const [index, { bytes }] of cases.entries()) writeFileSync(join(inputs, `${index}.wasm`), bytes)
  const footprints = ours.flatMap((each, index) =>
    each?.footprint && !cases[index].isMutated ? [[index, each.footprint]] : [],
  )
  writeFileSync(join(inputs, 'footprints.json'), JSON.stringify(Object.fromEntries(footprints)))
  const script = 'test/engines/validate_wasmtime.py'
  const result = spawnSync(python, [script, inputs, String(cases.length)], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (result.status !== 0) throw new Error(`${script}: ${result.error ?? result.stderr}`)
  return JSON.parse(result.stdout)
}
