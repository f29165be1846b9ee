// Compares the fuel that our meter counts with other engines, call by call and exactly: the cost table `wasmtime-49` with the
// wasmtime wheel, and `wasmtime-45`, the host's, with the judge of wasmtime-45/ when one is given (without host calls).
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
  const ours = await loadOurs()
  if (python !== '-') {
    const components = await allComponents({ growth: false })
    compare(components, 'wasmtime-49', askWheel(components))
  }
  if (judge !== undefined) {
    const components = await allComponents({ growth: true })
    const alone = components.filter(({ calls }) => calls.every(([, , replies]) => replies === undefined))
    compare(alone, 'wasmtime-45', alone.map(askJudge))
  }

  async function allComponents({ growth }) {
    return [...(await fuelComponents(growth)), ...examples()].map(withCalls)
  }

  function compare(components, costs, theirs) {
    console.log(`\n| ${costs} | fuel |\n| --- | --- |`)
    for (const [index, component] of components.entries()) {
      const found = measure(ours, component, costs)
      const isSame = JSON.stringify(found) === JSON.stringify(theirs[index])
      counts.passed += isSame ? found.length : 0
      counts.failed += isSame ? 0 : 1
      console.log(
        `| ${component.name} | ${isSame ? found.join(', ') : `FAIL ours ${found}, theirs ${theirs[index]}`} |`,
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
        export { HOST_API_FUNCTIONS, HOST_API_INTERFACES } from './src/contract/worlds.ts'
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
  const ours = await import(pathToFileURL(outfile).href)
  for (const flag of ours.missingEngineFlags()) setFlagsFromString(flag)
  return ours
}

/** Those in TypeScript and the guest that calls every host function, built by the tool itself when they are not there yet. */
function examples() {
  return [
    'test/guests/host-apis',
    ...readdirSync('examples')
      .sort()
      .map(name => join('examples', name)),
  ]
    .filter(project => existsSync(join(project, 'src/plugin.ts')))
    .filter(project => existsSync(join(project, 'wasmtime-calls.json')))
    .map(project => {
      const path = join(project, 'plugin.component.wasm')
      if (!existsSync(path)) execute(process.execPath, 'dist/cli.js', 'build', project)
      const calls = JSON.parse(readFileSync(join(project, 'wasmtime-calls.json'), 'utf8'))
      return {
        name: project,
        bytes: readFileSync(path),
        calls: calls.map(call => [call.tool, call.input, call.replies]),
      }
    })
}

function withCalls(
  { name, bytes, inputs = INPUTS, calls = inputs.map(input => ['tool', input, undefined]) },
  index,
) {
  const path = join(folder, `${index}.wasm`)
  writeFileSync(path, bytes)
  return { name, bytes, path, calls }
}

function measure({ GuestSession, HOST_API_FUNCTIONS, HOST_API_INTERFACES }, { name, bytes, calls }, costs) {
  const limits = { costs, memoryPages: 32, tableElements: 256, coreInstances: 2, memories: 1, tables: 1 }
  const interfaces = Object.fromEntries(
    Object.entries(HOST_API_INTERFACES).map(([api, path]) => [path, HOST_API_FUNCTIONS[api]]),
  )
  let replies = []
  const session = new GuestSession(limits, interfaces, () => JSON.stringify(replies.shift().answer))
  const failure = session.load(bytes)
  if (failure !== null) throw new Error(`${name}: ${failure.message}`)
  return calls.map(([tool, input, given = []]) => {
    replies = [...given]
    const args = [tool, input]
    const report = session.call({ target: CALL_TARGET, args, fuel: FUEL_PER_CALL })
    return report.ok ? report.usage.fuel : `failed after ${report.usage.fuel}`
  })
}

function askWheel(components) {
  const plan = join(folder, 'plan.json')
  writeFileSync(plan, JSON.stringify(components.map(({ path, calls }) => ({ path, calls }))))
  return JSON.parse(execute(python, 'test/engines/fuel_wasmtime.py', plan))
}

function askJudge({ path, calls }) {
  const lines = execute(judge, path, ...calls.flatMap(call => call.slice(0, 2)))
    .trimEnd()
    .split('\n')
  return lines.map(line => {
    const [, fuel, answer] = /^(\d+) (.*)$/.exec(line)
    return answer.startsWith('!') ? `failed after ${fuel}` : Number(fuel)
  })
}

function execute(command, ...args) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
  if (result.status !== 0) throw new Error(`${command}: ${result.error ?? result.stderr}`)
  return result.stdout
}
