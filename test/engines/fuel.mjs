// Compares the fuel that our meter counts with other engines, call by call and exactly: the cost table `wasmtime-49` with the
// wasmtime wheel, and `wasmtime-45`, the host's, with the judge of wasmtime-45/ when one is given.
// Arguments: a Python that has the wheel, or `-`; the judge's program, or nothing.
// Prints a line per component and engine and, last, "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { build } from 'esbuild'
import { fuelComponents } from './fuel-components.mjs'

const FUEL_PER_CALL = 5_000_000
const INPUTS = ['{}', '{"text":"abc"}', JSON.stringify({ text: 'fuel '.repeat(80) })]
const CALL_TARGET = { name: 'call', params: ['string', 'string'], result: 'string' }

const [python, judge] = process.argv.slice(2)
const counts = { passed: 0, failed: 0 }
const folder = mkdtempSync(join(tmpdir(), 'yoi-fuel-'))

try {
  const components = [...(await fuelComponents()), ...examples()].map(withCalls)
  const GuestSession = await loadOurs()
  if (python !== '-') compare('wasmtime-49', askWheel(components))
  if (judge !== undefined) compare('wasmtime-45', components.map(askJudge))

  function compare(costs, theirs) {
    console.log(`\n| ${costs} | fuel |\n| --- | --- |`)
    for (const [index, component] of components.entries()) {
      const ours = measure(GuestSession, component, costs)
      const isSame = JSON.stringify(ours) === JSON.stringify(theirs[index])
      counts.passed += isSame ? ours.length : 0
      counts.failed += isSame ? 0 : 1
      console.log(
        `| ${component.name} | ${isSame ? ours.join(', ') : `FAIL ours ${ours}, theirs ${theirs[index]}`} |`,
      )
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (counts.passed + counts.failed === 0) counts.failed = 1
console.log(`\n${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 ? 0 : 1

/** The meter as the sandbox runs it, in this process. */
async function loadOurs() {
  const outfile = join(folder, 'ours.mjs')
  await build({
    stdin: {
      contents: `export { missingEngineFlags } from './src/host/sandbox/engine-features.ts'
        export { GuestSession } from './src/host/sandbox/guest-session.ts'`,
      resolveDir: process.cwd(),
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'warning',
  })
  const { GuestSession, missingEngineFlags } = await import(pathToFileURL(outfile).href)
  for (const flag of missingEngineFlags()) setFlagsFromString(flag)
  return GuestSession
}

/** Those in TypeScript, built by the tool itself when they are not there yet. */
function examples() {
  return readdirSync('examples')
    .sort()
    .map(name => join('examples', name))
    .filter(project => existsSync(join(project, 'src/plugin.ts')))
    .filter(project => existsSync(join(project, 'wasmtime-calls.json')))
    .map(project => {
      const path = join(project, 'plugin.component.wasm')
      if (!existsSync(path)) execute(process.execPath, 'dist/cli.js', 'build', project)
      const calls = JSON.parse(readFileSync(join(project, 'wasmtime-calls.json'), 'utf8'))
      return { name: project, bytes: readFileSync(path), calls: calls.map(call => [call.tool, call.input]) }
    })
}

function withCalls({ name, bytes, calls = INPUTS.map(input => ['tool', input]) }, index) {
  const path = join(folder, `${index}.wasm`)
  writeFileSync(path, bytes)
  return { name, bytes, path, calls }
}

function measure(GuestSession, { name, bytes, calls }, costs) {
  const limits = { costs, memoryPages: 32, tableElements: 256, coreInstances: 1, memories: 1, tables: 1 }
  const session = new GuestSession(limits, {}, () => {
    throw new Error('no host calls here')
  })
  const failure = session.load(bytes)
  if (failure !== null) throw new Error(`${name}: ${failure.message}`)
  return calls.map(args => {
    const report = session.call({ target: CALL_TARGET, args, fuel: FUEL_PER_CALL })
    return report.ok ? report.usage.fuel : report.failure.message
  })
}

function askWheel(components) {
  const plan = join(folder, 'plan.json')
  writeFileSync(plan, JSON.stringify(components.map(({ path, calls }) => ({ path, calls }))))
  return JSON.parse(execute(python, 'test/engines/fuel_wasmtime.py', plan))
}

function askJudge({ path, calls }) {
  const lines = execute(judge, path, ...calls.flat())
    .trimEnd()
    .split('\n')
  return lines.map(line => {
    const [, fuel, answer] = /^(\d+) (.*)$/.exec(line)
    return answer.startsWith('!') ? answer : Number(fuel)
  })
}

function execute(command, ...args) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
  if (result.status !== 0) throw new Error(`${command}: ${result.error ?? result.stderr}`)
  return result.stdout
}
