// What the embedded host costs, beside jco and the wheel of wasmtime, where there is one. Prints Markdown tables.
// node bench/sandbox.mjs [PYTHON], the one of .ci/run by default; BENCH_ROUNDS as in run.mjs. The component is examples/echo, built by this tool.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { build } from 'esbuild'
import { measuredEnvironment } from './measured-environment.mjs'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 11)
const WARM_CALLS = 200
const DEADLINE_MS = 200
const EXAMPLE = 'examples/echo'
const TOOL = 'example_echo'
const INPUT = '{"text":"Hello, Yoi!"}'
const TARGET = { name: 'call', params: ['string', 'string'], result: 'string' }
const CI_PYTHON = '.cache/wasmtime-venv/bin/python'
const YEARS = Number.MAX_SAFE_INTEGER

// Inside the package: the sandbox is looked for from there.
mkdirSync('node_modules/.cache', { recursive: true })
const folder = mkdtempSync(resolve('node_modules/.cache/bench-'))
try {
  const ours = await loadOurs()
  const path = join(EXAMPLE, 'plugin.component.wasm')
  if (execute(process.execPath, 'dist/cli.js', 'build', EXAMPLE).status !== 0) throw new Error('no example')
  const component = readFileSync(path)
  await printStarts(ours, component, path)
  printMetering(ours, component)
  await printKills(ours)
  await printMemory(ours, component)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)

async function loadOurs() {
  const outfile = join(folder, 'ours.mjs')
  await build({
    stdin: {
      contents: `export { Sandbox } from './src/host/sandbox/sandbox.io.ts'
        export { RewriteCache } from './src/host/sandbox/rewrite-cache.io.ts'
        export { METER_IMPORT, meterModule } from './src/host/sandbox/meter-module.ts'
        export { readCoreModule } from './src/wasm/core/read-core-module.ts'
        export { writeCoreModule } from './src/wasm/core/write-core-module.ts'
        export { coreModuleOf, PluginInstance } from './test/support/call-component.ts'`,
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

function open({ Sandbox }, component, cache) {
  const limits = {
    costs: 'wasmtime-45',
    memoryPages: 32,
    tableElements: 256,
    coreInstances: 3,
    memories: 1,
    tables: 2,
  }
  const interfaces = { 'yoi:host/fs@1.0.0': [{ name: 'read', params: ['string'], result: 'string' }] }
  const handleHostCall = () => new Promise(() => {})
  return new Sandbox({ component, limits, interfaces, handleHostCall, maxHostCalls: 10, cache })
}

async function call(sandbox, change = {}) {
  const request = {
    target: TARGET,
    args: [TOOL, INPUT],
    fuel: 5_000_000,
    deadlineMs: 30_000,
    waitedMs: 0,
    ...change,
  }
  const result = await sandbox.call(request)
  if (!result.ok && change.fuel === undefined) throw new Error(JSON.stringify(result))
  return result
}

async function printStarts(ours, component, path) {
  const cache = ours.RewriteCache.open(join(folder, 'cache'))
  await timed(() => called(open(ours, component, cache)))
  await pause(100)
  const python = findPython()
  const rows = [
    ['node -e 0 without environment: process to its end', null, bootNode],
    ['spawn to first result, no cache', null, () => called(open(ours, component))],
    ['spawn to first result, rewrite cached', 60, () => called(open(ours, component, cache))],
    [
      'jco transpile: process to its end',
      null,
      () => execute(process.execPath, 'bench/jco-call.mjs', path, TOOL, INPUT, '0'),
    ],
    ...(python
      ? [
          [
            'wasmtime wheel: process to its end',
            null,
            () => execute(python, 'bench/wasmtime_call.py', path, TOOL, INPUT, '0'),
          ],
        ]
      : []),
    [
      '16 plugins at once, rewrite cached',
      500,
      () => Promise.all(Array.from({ length: 16 }, () => called(open(ours, component, cache)))),
    ],
  ]
  const times = rows.map(() => [])
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, [, , run]] of rows.entries()) times[index].push(await timed(run))
  table(
    'start of one echo call',
    rows.map(([name, budget], index) => [name, times[index], budget]),
  )
  await printProcessorTime(ours, component, cache)
  await printWarm(ours, component, { path, python, cache })
}

/** What does not depend on how busy the machine is: on an idle one the first column is the time from spawn to result. */
async function printProcessorTime(ours, component, cache) {
  const rows = []
  for (const [name, kept, budget] of [
    ['no cache', undefined, null],
    ['rewrite cached', cache, 60],
  ]) {
    const times = { main: [], all: [] }
    for (let round = 0; round < ROUNDS; round++) {
      const sandbox = open(ours, component, kept)
      await call(sandbox)
      times.main.push(processorMs(sandbox.pid, [sandbox.pid]))
      times.all.push(processorMs(sandbox.pid, readdirSync(`/proc/${sandbox.pid}/task`)))
      sandbox.close()
    }
    rows.push([`main thread, ${name}`, times.main, budget], [`all threads, ${name}`, times.all, null])
  }
  table('processor time from spawn to first result', rows)
}

/** One that has the wheel. */
function findPython() {
  return process.argv[2] ?? (existsSync(CI_PYTHON) ? CI_PYTHON : null)
}

/** Linux only. */
function processorMs(pid, threads) {
  return threads.reduce((sum, thread) => {
    const [nanoseconds] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')
    return sum + Number(nanoseconds) / 1e6
  }, 0)
}

async function printWarm(ours, component, { path, python, cache }) {
  const firsts = []
  for (let round = 0; round < ROUNDS; round++) {
    const preloaded = open(ours, component, cache)
    await pause(150)
    firsts.push(await timed(() => called(preloaded)))
  }
  const sandbox = open(ours, component, cache)
  const warm = []
  for (let round = 0; round < WARM_CALLS; round++) warm.push(await timed(() => call(sandbox)))
  sandbox.close()
  const peer = (command, script) => [
    Number(execute(command, script, path, TOOL, INPUT, String(WARM_CALLS)).stdout),
  ]
  table('further calls', [
    ['first call of a pre-loaded child', firsts, 10],
    ['warm child, fresh instance', warm, null],
    ['jco, same instance, no fuel, no boundary', peer(process.execPath, 'bench/jco-call.mjs'), null],
    ...(python
      ? [['wasmtime wheel, fresh instance, fuel', peer(python, 'bench/wasmtime_call.py'), null]]
      : []),
  ])
}

/** The core module alone in this process, as it is and metered. */
function printMetering(ours, component) {
  const { METER_IMPORT, PluginInstance, coreModuleOf, meterModule, readCoreModule, writeCoreModule } = ours
  const module = readCoreModule(coreModuleOf(component))
  meterModule(module, 'wasmtime-45')
  const meter = {
    fuel: new WebAssembly.Global({ value: 'i64', mutable: true }, 1n << 60n),
    reason: new WebAssembly.Global({ value: 'i32', mutable: true }, 0),
  }
  const plain = new WebAssembly.Module(coreModuleOf(component))
  const metered = new WebAssembly.Module(writeCoreModule(module))
  for (const [size, input, budgets] of [
    ['a small call', INPUT, [0.1, 0.25]],
    ['4 KiB of text', JSON.stringify({ text: 'measure '.repeat(512) }), [null, null]],
  ]) {
    const times = [[], []]
    for (let round = 0; round < WARM_CALLS; round++) {
      const pair = [new PluginInstance(plain), new PluginInstance(metered, { [METER_IMPORT]: meter })]
      for (const [index, instance] of pair.entries()) {
        const start = performance.now()
        instance.callRaw(TOOL, input)
        times[index].push(performance.now() - start)
      }
    }
    // The first half warms the compiler up.
    const [without, with_] = times.map(list => list.slice(WARM_CALLS / 2))
    table(`core module in this process, ${size}`, [
      ['without metering', without, budgets[0]],
      ['with metering', with_, budgets[1]],
    ])
    console.log(`\nmetered over plain: ${(median(with_) / median(without)).toFixed(2)} (budget 2.5)`)
  }
}

async function printKills(ours) {
  const guest = parts => {
    const text = readFileSync('test/guests/tool.wat', 'utf8')
    return parse(
      text
        .replace(';;FIELDS', () => parts.fields ?? '(memory (export "memory") 1)')
        .replace(';;CALL', () => parts.call),
    )
  }
  const loop = '(loop (br 0)) (unreachable)'
  const guests = [
    ['a loop', await guest({ call: loop })],
    [
      'a loop in start',
      await guest({ fields: `(memory (export "memory") 1) (func $s ${loop}) (start $s)`, call: loop }),
    ],
    [
      'a loop of tail calls',
      await guest({
        fields: '(memory (export "memory") 1) (func $again (result i32) (return_call $again))',
        call: '(return_call $again)',
      }),
    ],
    ['a host call that is not answered', await parse(readFileSync('test/guests/reads-file.wat', 'utf8'))],
  ]
  const rows = guests.flatMap(([name]) => [
    [`${name}: to the result`, [], 50],
    [`${name}: to the end of the process`, [], 50],
  ])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, [, component]] of guests.entries()) {
      const sandbox = open(ours, component)
      const { pid } = sandbox
      const start = performance.now()
      await call(sandbox, { fuel: YEARS, deadlineMs: DEADLINE_MS })
      rows[2 * index][1].push(performance.now() - start - DEADLINE_MS)
      while (isAlive(pid)) await new Promise(setImmediate)
      rows[2 * index + 1][1].push(performance.now() - start - DEADLINE_MS)
    }
  }
  table('after the deadline', rows)
}

async function printMemory(ours, component) {
  const sandbox = open(ours, component)
  const sizes = []
  for (let count = 1; count <= 1_000; count++) {
    await call(sandbox)
    if (count % 250 === 0) sizes.push([count, residentMb(sandbox.pid), process.memoryUsage().rss / 1e6])
  }
  sandbox.close()
  console.log('\n| calls | child MB | parent MB |\n| --- | --- | --- |')
  for (const [count, child, parent] of sizes)
    console.log(`| ${count} | ${child.toFixed(0)} | ${parent.toFixed(0)} |`)
}

/** Linux only. */
function residentMb(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(kilobytes) / 1000
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** @returns the sandbox, once it gave a result */
async function called(sandbox) {
  await call(sandbox)
  return sandbox
}

/** Milliseconds until `run` is done; the sandboxes that it returns are closed after that. */
async function timed(run) {
  const start = performance.now()
  const opened = await run()
  const elapsed = performance.now() - start
  for (const sandbox of [opened ?? []].flat()) sandbox.close?.()
  return elapsed
}

/** What any process of Node costs on this machine at this moment. */
function bootNode() {
  const { status } = spawnSync(process.execPath, ['-e', '0'], { env: {} })
  if (status !== 0) throw new Error('node -e 0 fails')
}

function pause(ms) {
  return new Promise(done => setTimeout(done, ms))
}

function median(list) {
  return list.toSorted((left, right) => left - right)[list.length >> 1]
}

function table(title, rows) {
  console.log(`\n| ${title} | median ms | least | most | budget |\n| --- | --- | --- | --- | --- |`)
  for (const [name, times, budget] of rows) {
    const figures = [median(times), Math.min(...times), Math.max(...times)].map(value =>
      value.toFixed(value < 10 ? 3 : 0),
    )
    console.log(`| ${name} | ${figures.join(' | ')} | ${budget ?? '-'} |`)
  }
}

function execute(command, ...args) {
  const result = spawnSync(command, args, { encoding: 'utf8', env: measuredEnvironment() })
  if (result.status !== 0) throw new Error(`${command}: ${result.error ?? result.stderr}`)
  return result
}
