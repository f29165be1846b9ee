// Whole-process times of `check` on a component, on one that the host refuses by its size, and on a hundred plugins, beside
// `node -e 0` and `jco wit`. Prints a Markdown table. Each command runs alternately with the others, so that a busy moment of
// the machine hits all of them; the processor time beside the wall time hardly depends on what else runs.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { installTools, readCorpus } from '../test/engines/corpus.mjs'
import { measuredEnvironment } from './measured-environment.mjs'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 11)
const PLUGINS = 100
const CLI = resolve('dist/cli.js')

const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-bench-check-'))
/** Makes a process tell on its way out how many seconds of processor time it took. */
const PROBE = join(folder, 'probe.cjs')
writeFileSync(
  PROBE,
  `process.on('exit', () => {
    const { user, system } = process.cpuUsage()
    require('node:fs').writeSync(3, String((user + system) / 1e6))
  })`,
)
try {
  await main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function main() {
  const project = join(folder, 'echo')
  cpSync('examples/echo', project, { recursive: true })
  cli(0, 'build', project)
  const [large] = await readCorpus(null, ['starlingmonkey'])
  if (large.bytes === null) throw new Error(large.reason)
  const jco = join(await installTools(), 'node_modules/@bytecodealliance/jco/dist/jco.js')
  makeMany(project)
  const small = join(project, 'plugin.component.wasm')
  const many = join(folder, 'many/*')
  printTimes([
    ['node -e 0', null, () => measure(0, '-e', '0')],
    [`check of a component (${sizeOf(readFileSync(small))})`, 0.25, () => cli(0, 'check', small)],
    ['check --static of its project', 0.25, () => cli(0, 'check', project, '--static')],
    [`jco wit of the same component`, null, () => measure(0, jco, 'wit', small)],
    [`check of a component (${sizeOf(large.bytes)}): refused`, 0.6, () => cli(1, 'check', large.path)],
    [`jco wit of the same component`, null, () => measure(0, jco, 'wit', large.path)],
    [`check --static of ${PLUGINS} plugins`, 3, () => cli(0, 'check', many, '--static')],
  ])
}

/** The same plugin under many ids; the files differ, so that nothing can be shared between them. */
function makeMany(project) {
  for (let index = 0; index < PLUGINS; index++) {
    const copy = join(folder, 'many', `p${index}`)
    cpSync(project, copy, { recursive: true })
    const path = join(copy, 'plugin.toml')
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^id = .*$/m, `id = "acme.p${index}"`))
  }
}

function sizeOf(bytes) {
  return `${(bytes.length / 1024 / 1024).toFixed(1)} MiB`
}

function printTimes(commands) {
  const taken = commands.map(() => [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, [, , run]] of commands.entries()) taken[index].push(run())
  }
  console.log(
    `\n| command (whole process, ${ROUNDS} runs) | median s | least s | median s of processor | budget s |\n| --- | --- | --- | --- | --- |`,
  )
  for (const [index, [name, budget]] of commands.entries()) {
    const wall = sorted(taken[index].map(each => each.wall))
    const processor = sorted(taken[index].map(each => each.processor))
    const columns = [wall[wall.length >> 1], wall[0], processor[processor.length >> 1]]
    console.log(`| ${[name, ...columns.map(each => each.toFixed(2)), budget ?? '-'].join(' | ')} |`)
  }
}

function sorted(numbers) {
  return numbers.sort((left, right) => left - right)
}

function cli(status, ...args) {
  return measure(status, CLI, ...args)
}

/** Runs Node to its end; seconds. An unexpected exit code ends the bench. */
function measure(status, ...args) {
  const start = performance.now()
  const result = spawnSync(process.execPath, ['--require', PROBE, ...args], {
    encoding: 'utf8',
    env: measuredEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const wall = (performance.now() - start) / 1000
  if (result.status !== status)
    throw new Error(`node ${args.join(' ')} exits ${result.status}\n${result.stdout}${result.stderr}`)
  return { wall, processor: Number(result.output[3]) }
}
